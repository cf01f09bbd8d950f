/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.socketiospring.engineio;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseCookie;

/**
 * What the application has to say in how the engine serves its clients.
 *
 * @param interceptor decides on handshakes
 * @param idGenerator makes the ids of sessions
 * @param idPrefix what each of them begins with
 * @param cookie the cookie of a session, whose value is the id
 * @param headers add headers to responses
 * @param observer told of what happens to sessions
 */
record EngineIOHooks(@Nullable Function<HandshakeRequest, Mono<Void>> interceptor,
		@Nullable SessionIdGenerator idGenerator, String idPrefix, @Nullable ResponseCookie cookie,
		List<EngineIOHeadersCustomizer> headers, @Nullable EngineIOObserver observer) {
}
