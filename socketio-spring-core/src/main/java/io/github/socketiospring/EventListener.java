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

package io.github.socketiospring;

import org.jspecify.annotations.Nullable;

/**
 * Gets the events of one name that a client sends, with the first argument as one type.
 * Called in the order of arrival, one call at a time for each socket, on the thread of
 * the connection: it must not block, unless {@code socketio.handler.execution} is
 * {@code worker}. What it throws is logged, and a client that asked for an answer gets an
 * error.
 *
 * @param <T> the type of the argument
 */
@FunctionalInterface
public interface EventListener<T extends @Nullable Object> {

	/**
	 * An event came.
	 * @param payload the first argument; null if there was none. All of them with
	 * {@link Arguments} as the type.
	 * @param ack answers it
	 * @throws Exception if it failed
	 */
	void onEvent(T payload, Ack<Object> ack) throws Exception;

}
