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
 * Why a socket left its namespace. {@link #toString()} is the name that the reference
 * server uses where it has the reason too, so logs and metrics of both read alike.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#disconnect">Socket.IO:
 * the disconnect event</a>
 */
public enum DisconnectReason {

	/** The connection was closed with an error, or an unfit request was made on it. */
	TRANSPORT_ERROR("transport error"),

	/** The client closed the connection, or it was lost. */
	TRANSPORT_CLOSE("transport close"),

	/** The server closed the connection, for example after an invalid packet. */
	FORCED_CLOSE("forced close"),

	/** The client did not answer a ping in time. */
	PING_TIMEOUT("ping timeout"),

	/** The client sent bytes that are no Engine.IO packet. */
	PARSE_ERROR("parse error"),

	/**
	 * The client did not read what it was sent, and so much waited for it that the limit
	 * was reached ({@code socketio.outbound.*}). This reason is this server's own.
	 */
	SLOW_CONSUMER("slow consumer"),

	/** {@link SocketIOServer#close()} was called. */
	SERVER_SHUTTING_DOWN("server shutting down"),

	/** The server gave up on the connection before its transport could be told. */
	FORCED_SERVER_CLOSE("forced server close"),

	/** The client left this namespace. */
	CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),

	/** {@link SocketIOSocket#disconnect()} was called. */
	SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),

	/**
	 * Events came faster than an {@link EventRateLimit} with the policy
	 * {@link RateLimitPolicy#DISCONNECT} allows. The client sees
	 * {@code io server disconnect}. The reference server has no such limit.
	 */
	RATE_LIMITED("rate limited"),

	/**
	 * What the socket was {@linkplain SocketIOSocket#identify identified} by expired, a
	 * token for example, and was not renewed. The client sees
	 * {@code io server disconnect}. The reference server has no such limit.
	 */
	AUTHENTICATION_EXPIRED("authentication expired"),

	/**
	 * The client sent more events than its handlers took, and for too long. The reference
	 * server has no such limit.
	 */
	OVERLOADED("overloaded");

	private final String wireName;

	DisconnectReason(String wireName) {
		this.wireName = wireName;
	}

	/**
	 * Whether the server ended the socket by its own decision, in which case events that
	 * still wait for their handlers are dropped.
	 * @return true for {@link #SERVER_NAMESPACE_DISCONNECT}, {@link #RATE_LIMITED},
	 * {@link #AUTHENTICATION_EXPIRED}, {@link #OVERLOADED} and
	 * {@link #SERVER_SHUTTING_DOWN}
	 */
	public boolean isServerDisconnect() {
		return this == SERVER_NAMESPACE_DISCONNECT || this == RATE_LIMITED || this == AUTHENTICATION_EXPIRED
				|| this == OVERLOADED || this == SERVER_SHUTTING_DOWN;
	}

	@Override
	public String toString() {
		return this.wireName;
	}

}
