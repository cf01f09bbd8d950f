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
 * What happened to a room on this server: the first socket creates it, the last one
 * deletes it. The room that each socket has for itself counts as well.
 *
 * @param namespace the name of the namespace
 * @param type what happened
 * @param room the room
 * @param socketId the id of the socket that joined or left; null for a room that was
 * created or deleted
 * @see SocketIONamespace#roomEvents()
 * @see <a href="https://socket.io/docs/v4/rooms/#room-events">Socket.IO: room events</a>
 */
public record RoomEvent(String namespace, Type type, String room, @Nullable String socketId) {

	/**
	 * What happens to rooms. A room is created before its first socket joins, and deleted
	 * after its last one has left.
	 */
	public enum Type {

		/** There was no socket in it; {@code create-room} in the reference. */
		CREATED,

		/** There is no socket in it any more; {@code delete-room} in the reference. */
		DELETED,

		/** A socket is in it; {@code join-room} in the reference. */
		JOINED,

		/** A socket is not in it any more; {@code leave-room} in the reference. */
		LEFT

	}

}
