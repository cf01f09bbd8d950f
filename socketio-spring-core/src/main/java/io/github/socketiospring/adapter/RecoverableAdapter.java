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

package io.github.socketiospring.adapter;

import java.util.Map;
import java.util.function.Function;

import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An adapter that keeps what clients miss while they are not connected, and the state of
 * their sockets. Connection state recovery needs one.
 *
 * <p>
 * Each event that is broadcast or {@linkplain #emit emitted}, does not ask for an
 * acknowledgement and is not volatile gets an offset as its last argument
 * ({@link PacketCodec#withOffset}). Sockets get events in the order of their offsets, so
 * the last offset that a client has seen tells what it has missed. To a volatile event
 * that {@linkplain PacketCodec#endsWithText ends with a text} the offset of the event
 * before it is appended, since clients take such a text for an offset. Sockets that do
 * not {@linkplain LocalSocket#takesOffsets() take offsets} get events as they are.
 *
 * @see <a href="https://socket.io/docs/v4/connection-state-recovery">Socket.IO:
 * connection state recovery</a>
 */
public interface RecoverableAdapter extends Adapter {

	/**
	 * Send an event to one socket, or to whichever has its id by now; if that has lost
	 * its connection, keep the event for it.
	 * @param socket the socket
	 * @param packet the event, of which one reference is taken over
	 */
	void emit(LocalSocket socket, Packet packet);

	/**
	 * A socket is let in, and may be lost from now on. Who keeps sessions where they
	 * outlive this server can do so from here on; by default nothing is done.
	 * @param socket the socket
	 * @param pid the secret by which its client can have it restored; never to be logged
	 */
	default void keep(LocalSocket socket, String pid) {
	}

	/**
	 * Remove a socket that lost its connection, and keep what is needed to restore it.
	 * That is done on return, as far as clients of this server are concerned.
	 * @param socket the socket
	 * @param pid the secret by which its client can have it restored; never to be logged
	 * @param attributes the attributes of the application
	 */
	void persist(LocalSocket socket, String pid, Map<String, Object> attributes);

	/**
	 * Restore a session: add a socket with its id to its rooms. The session is used up by
	 * that, however many ask for it at a time. For each event there is, it is either
	 * among those missed or sent to the socket, and never both.
	 * @param pid the secret that a client has sent
	 * @param offset the last offset that the client has seen; null if it has seen none
	 * @param factory gives the socket, or null if its client is gone again: then the
	 * session is kept. Called once at most; runs nothing of the application
	 * @return what became of it
	 */
	Mono<Restoration> restore(String pid, @Nullable String offset,
			Function<RecoverableSession, @Nullable LocalSocket> factory);

}
