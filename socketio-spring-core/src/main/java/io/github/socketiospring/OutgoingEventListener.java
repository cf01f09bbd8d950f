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

/**
 * Gets all events that are emitted to a socket, broadcasts included and acknowledgements
 * not. Called by the thread that emits, before the event is sent: it must not block. What
 * it throws is logged.
 *
 * @see SocketIOSocket#onAnyOutgoing(OutgoingEventListener)
 */
@FunctionalInterface
public interface OutgoingEventListener {

	/**
	 * An event is about to be sent.
	 * @param event the name of the event
	 * @param arguments the arguments, as the client will read them
	 */
	void onEvent(String event, Arguments arguments);

}
