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
 * What an Engine.IO server counts from its start on: all that it refuses and drops, and
 * what takes too long. Each time is also logged at DEBUG, to the logger that is named
 * after this enum.
 *
 * @see EngineIOServer#count(EngineIOCounter)
 */
public enum EngineIOCounter {

	/** A request was refused: its transport is unknown or not enabled (code 0). */
	TRANSPORT_UNKNOWN,

	/** A request was refused: there is no session with its id (code 1). */
	SESSION_ID_UNKNOWN,

	/** A request that was to open a session was refused: it is no GET (code 2). */
	BAD_HANDSHAKE_METHOD,

	/**
	 * A request was refused: it does not fit its session, or no id could be made for a
	 * new one (code 3).
	 */
	BAD_REQUEST,

	/**
	 * A request that was to open a session was refused: by the application, or since its
	 * decision failed or took too long (code 4).
	 */
	FORBIDDEN,

	/**
	 * A request that was to open a session was refused: its version of the protocol is
	 * not supported (code 5).
	 */
	UNSUPPORTED_PROTOCOL_VERSION,

	/**
	 * A handshake was refused: as many connections as there may be are not confirmed
	 * (code 6, status 503).
	 *
	 * @see EngineIOServerBuilder#maxPendingConnections
	 */
	SERVER_BUSY,

	/**
	 * A handshake was refused: its remote address or its principal has as many
	 * connections as it may have (code 7, status 429).
	 *
	 * @see EngineIOServerBuilder#maxConnectionsPerAddress
	 * @see EngineIOServerBuilder#maxConnectionsPerPrincipal
	 */
	TOO_MANY_CONNECTIONS,

	/**
	 * A request to a session was refused, as if there were no such session (code 1): its
	 * principal is not the one that opened the session. A user signed in or out
	 * meanwhile, or somebody uses the session of another.
	 */
	OTHER_PRINCIPAL,

	/**
	 * A request was refused for its origin, before it reached the engine (403), or for
	 * the credentials of a user that its origin may not use.
	 */
	ORIGIN_REFUSED,

	/** A request to a session was refused: it is neither GET nor POST (405). */
	METHOD_NOT_ALLOWED,

	/** A request that was to open a session was refused: the server is closed (503). */
	SERVER_CLOSED,

	/**
	 * A request could not be forwarded to the server that has its session: it cannot be
	 * reached, did not answer, or is another one by now. The request is counted as
	 * {@link #SESSION_ID_UNKNOWN} as well, unless its answer had begun.
	 */
	FORWARD_FAILED,

	/**
	 * A request was not forwarded to the server that has its session: as many as may be
	 * are being forwarded (503).
	 */
	FORWARD_REFUSED,

	/**
	 * A connection was closed: its client sent more than the request for a WebSocket
	 * before it had the response. Counted where the server is Reactor Netty.
	 */
	EARLY_BYTES,

	/**
	 * The application did not decide on a request, or make an id for its session, within
	 * the {@linkplain EngineIOServerBuilder#upgradeTimeout time of an upgrade}. The
	 * request is counted as {@link #FORBIDDEN} or {@link #BAD_REQUEST} as well.
	 */
	HANDSHAKE_TIMEOUT,

	/**
	 * A WebSocket was closed: its session has one already or had ended, or upgrades are
	 * not allowed.
	 */
	UPGRADE_REFUSED,

	/**
	 * A WebSocket was closed, and its session goes on polling: the upgrade took too long.
	 */
	UPGRADE_TIMEOUT,

	/**
	 * A session goes on polling: its WebSocket was lost before the upgrade was complete,
	 * or brought something that belongs to no upgrade.
	 */
	UPGRADE_FAILED,

	/** A session was closed: its client did not answer a ping in time. */
	PING_TIMEOUT,

	/** A session was closed: its client sent bytes that are no packet. */
	PARSE_ERROR,

	/**
	 * A session was closed: its connection failed, or its client broke the protocol in
	 * another way than by {@link #PARSE_ERROR}.
	 */
	TRANSPORT_ERROR,

	/**
	 * A session was closed: its client sent more than could be handled, and for too long.
	 */
	OVERLOADED,

	/**
	 * A client was not read for some time: more of its events waited than may. Happens
	 * again and again while a client sends faster than its events are handled.
	 */
	READING_PAUSED,

	/**
	 * A client sent a poll while another one waited, or a POST while another one was
	 * read. Its session is counted as {@link #TRANSPORT_ERROR} as well.
	 */
	OVERLAP,

	/**
	 * A WebSocket message or POST body was refused: it has more bytes than
	 * {@link EngineIOOptions#maxPayload()}.
	 */
	TOO_BIG,

	/**
	 * A session that the server had closed ended without its client being told: it did
	 * not poll within 30 seconds, or not upgrade within one when the server was closed.
	 */
	CLOSE_TIMEOUT,

	/**
	 * The connection of a poll was closed: its client did not read the answer, the last
	 * one of its session or before its upgrade, within 30 seconds. Counted where the
	 * server is Reactor Netty.
	 */
	ANSWER_TIMEOUT,

	/** A packet of a client was dropped: its session had ended, or was about to. */
	LATE_PACKET,

	/** A volatile packet was dropped: the transport could not take it at once. */
	VOLATILE_DROPPED,

	/** A packet to a client was dropped: its session ended before it was sent. */
	PACKET_DROPPED,

	/**
	 * A session was closed: more was sent to it than may wait for its client
	 * ({@link EngineIOOptions#outbound()}).
	 */
	SLOW_CONSUMER,

	/**
	 * A packet to a client was dropped: so much waited for it already that
	 * {@link OverflowPolicy#DROP_NEWEST} applied.
	 */
	OVERFLOW_DROPPED

}
