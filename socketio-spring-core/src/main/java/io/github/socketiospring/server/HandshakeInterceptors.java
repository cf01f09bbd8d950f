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

package io.github.socketiospring.server;

import java.util.List;
import java.util.function.Function;

import io.github.socketiospring.SocketIOHandshakeInterceptor;
import io.github.socketiospring.engineio.HandshakeRefusedException;
import io.github.socketiospring.engineio.HandshakeRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The handshake interceptors of a server, one after the other.
 */
final class HandshakeInterceptors implements Function<HandshakeRequest, Mono<Void>> {

	private final List<SocketIOHandshakeInterceptor> interceptors;

	HandshakeInterceptors(List<SocketIOHandshakeInterceptor> interceptors) {
		this.interceptors = List.copyOf(interceptors);
	}

	@Override
	public Mono<Void> apply(HandshakeRequest request) {
		return Flux.fromIterable(this.interceptors)
			.concatMap((interceptor) -> interceptor.intercept(request))
			.then()
			.onErrorMap(HandshakeInterceptors::refusal);
	}

	private static Throwable refusal(Throwable error) {
		Refusal refusal = Refusal.of(error);
		return refusal.expected() ? new HandshakeRefusedException(refusal.message()) : error;
	}

}
