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

package io.github.socketiospring.engineio.transport;

import io.github.socketiospring.engineio.protocol.Payload;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A poll that waits for its answer.
 */
public interface Poll {

	/**
	 * Answer it, once.
	 * @param payload the response, or null if the request was wrong
	 */
	void answer(@Nullable Payload payload);

	/**
	 * Give up the answer if the client does not read it soon: it is the last one, so
	 * nothing else shows that.
	 * @return completes when the answer has been written, or never will be
	 */
	Mono<Void> limit();

	/**
	 * Give up the answer, which the client does not read.
	 */
	void abort();

}
