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
 * Gets all events that a client sends, before middlewares and handlers do. Called like an
 * {@link EventListener}. What it throws is logged and keeps nobody from the event.
 *
 * @see SocketIOSocket#onAny(AnyEventListener)
 */
@FunctionalInterface
public interface AnyEventListener {

	/**
	 * An event came.
	 * @param event the name of the event; null if the client sent none
	 * @param arguments the arguments
	 * @param ack answers it; the first answer counts
	 * @throws Exception if it failed
	 */
	void onEvent(@Nullable String event, Arguments arguments, Ack<Object> ack) throws Exception;

}
