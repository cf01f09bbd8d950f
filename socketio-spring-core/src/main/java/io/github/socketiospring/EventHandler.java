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

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/**
 * Handles the events of one name for all sockets of a namespace: what an annotated method
 * is to the server. Implementations are thread-safe.
 */
public interface EventHandler {

	/**
	 * The types to read the first arguments of an event as, by position;
	 * {@link Arguments} gives all of them at that place. Arguments after these are
	 * ignored, but still parsed.
	 * @return the same array each time; it is not modified
	 */
	Type[] payloadTypes();

	/**
	 * Whether the handler may block its thread, and so must run on a worker.
	 * @return false if it starts on the thread of the connection
	 */
	boolean isBlocking();

	/**
	 * How fast the events of one socket may come to the handler. An event that comes
	 * faster is dropped before its arguments are read, unless the policy lets it pass; if
	 * it has other handlers as well, for these too.
	 * @return the same object each time, which several handlers may have in common; null
	 * for no limit
	 */
	default @Nullable EventRateLimit rateLimit() {
		return null;
	}

	/**
	 * Handle an event.
	 * @param socket the socket that it came from
	 * @param event the name of the event; null if the client sent none
	 * @param payload the arguments, as of {@link #payloadTypes()}; null where none came
	 * @param ack answers it
	 * @return an {@link AckArgs} to answer with; a {@link org.reactivestreams.Publisher}
	 * of one, which is subscribed to in any case and disposed of when the server
	 * disconnects the socket; or null if the handler answers by itself
	 * @throws Throwable if it failed
	 */
	@Nullable Object handle(SocketIOSocket socket, @Nullable String event, @Nullable Object[] payload, Ack<Object> ack)
			throws Throwable;

	/**
	 * Handle what {@link #handle}, its publisher, or the reading of the arguments failed
	 * with.
	 * @param socket the socket that the event came from
	 * @param error the error
	 * @param ack answers the event
	 * @return as of {@link #handle}
	 * @throws Throwable the error, or another one, if it is not handled here: it is
	 * logged, and the client gets an error
	 */
	default @Nullable Object handleError(SocketIOSocket socket, Throwable error, Ack<Object> ack) throws Throwable {
		throw error;
	}

	/**
	 * Name the handler in logs.
	 * @return the method, for example
	 */
	default String description() {
		return toString();
	}

}
