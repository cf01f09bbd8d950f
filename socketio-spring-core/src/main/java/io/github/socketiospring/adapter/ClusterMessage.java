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

import org.jspecify.annotations.Nullable;

/**
 * What the servers of a cluster tell each other, in the layout of the reference.
 *
 * @param uid the id of the server that sends it
 * @param namespace the name of the namespace
 * @param type what it is about
 * @param data the rest: plain values, and in attributes and arguments whatever the
 * application has put there
 * @see ClusterAdapter
 */
public record ClusterMessage(String uid, String namespace, Type type, Map<String, @Nullable Object> data) {

	/**
	 * The types of messages.
	 */
	public enum Type {

		/** A server tells that it is there, and asks who else is. */
		INITIAL_HEARTBEAT(1),

		/** A server tells that it lives. */
		HEARTBEAT(2),

		/** Send an event to sockets. */
		BROADCAST(3),

		/** Have sockets join rooms. */
		SOCKETS_JOIN(4),

		/** Have sockets leave rooms. */
		SOCKETS_LEAVE(5),

		/** Have sockets leave the namespace. */
		DISCONNECT_SOCKETS(6),

		/** Tell of sockets. */
		FETCH_SOCKETS(7),

		/** The answer to that. */
		FETCH_SOCKETS_RESPONSE(8),

		/** Call the listeners to server events. */
		SERVER_SIDE_EMIT(9),

		/** Their answer. */
		SERVER_SIDE_EMIT_RESPONSE(10),

		/** How many sockets got an event that asks for acknowledgements. */
		BROADCAST_CLIENT_COUNT(11),

		/** The acknowledgement of a socket. */
		BROADCAST_ACK(12),

		/** A server leaves. */
		ADAPTER_CLOSE(13),

		/**
		 * A socket left without an acknowledgement; the reference neither sends nor knows
		 * this.
		 */
		BROADCAST_MISSING(100),

		/**
		 * Tell whether the client of a session is connected; the reference neither sends
		 * nor knows this.
		 */
		CHECK_SESSION(101),

		/** The answer to that. */
		CHECK_SESSION_RESPONSE(102);

		private final int code;

		Type(int code) {
			this.code = code;
		}

		/**
		 * The number that the reference has for the type.
		 * @return the number
		 */
		public int code() {
			return this.code;
		}

		/**
		 * Find a type.
		 * @param code its number
		 * @return the type, or null if the number is that of none
		 */
		public static @Nullable Type of(int code) {
			for (Type type : values()) {
				if (type.code == code) {
					return type;
				}
			}
			return null;
		}

		boolean isResponse() {
			return switch (this) {
				case FETCH_SOCKETS_RESPONSE, SERVER_SIDE_EMIT_RESPONSE, BROADCAST_CLIENT_COUNT, BROADCAST_ACK,
						BROADCAST_MISSING, CHECK_SESSION_RESPONSE ->
					true;
				default -> false;
			};
		}

	}

}
