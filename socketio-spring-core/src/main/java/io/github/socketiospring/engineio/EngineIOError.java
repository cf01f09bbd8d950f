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

/**
 * Why a request is refused. The codes 0 to 5 are those of the reference server; clients
 * take any.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#event-connection_error">Socket.IO:
 * error codes</a>
 */
public enum EngineIOError {

	/** The transport is unknown or not enabled. */
	TRANSPORT_UNKNOWN("Transport unknown"),

	/** There is no session with this id. */
	SESSION_ID_UNKNOWN("Session ID unknown"),

	/** A session can only be opened with GET. */
	BAD_HANDSHAKE_METHOD("Bad handshake method"),

	/** The request does not fit the session, or is wrong in another way. */
	BAD_REQUEST("Bad request"),

	/** The application refused the request. */
	FORBIDDEN("Forbidden"),

	/** The version of the protocol is not supported. */
	UNSUPPORTED_PROTOCOL_VERSION("Unsupported protocol version"),

	/**
	 * As many connections as there may be are not confirmed; status 503. The reference
	 * server has no such limit.
	 */
	SERVER_BUSY("Server busy"),

	/**
	 * The remote address or the principal has as many connections as it may have; status
	 * 429. The reference server has no such limit.
	 */
	TOO_MANY_CONNECTIONS("Too many connections");

	private final String message;

	EngineIOError(String message) {
		this.message = message;
	}

	/**
	 * The code on the wire.
	 * @return 0 to 7
	 */
	public int code() {
		return ordinal();
	}

	/**
	 * The message on the wire.
	 * @return the message
	 */
	public String message() {
		return this.message;
	}

	/**
	 * The status of the response.
	 * @param upgrade whether the request was to open a WebSocket
	 */
	int status(boolean upgrade) {
		return switch (this) {
			case FORBIDDEN -> upgrade ? 400 : 403;
			case SERVER_BUSY -> 503;
			case TOO_MANY_CONNECTIONS -> 429;
			default -> 400;
		};
	}

}
