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

import io.github.socketiospring.engineio.EngineIOCounter;

/**
 * What a Socket.IO server counts from its start on: all that it refuses and drops, and
 * what takes too long. Each time is also logged at DEBUG, to the logger that is named
 * after this enum. What the engine below it counts is an {@link EngineIOCounter}, and how
 * often sockets were recovered is in {@link SocketIOServer#recoveries()}.
 *
 * @see SocketIOServer#count(SocketIOCounter)
 */
public enum SocketIOCounter {

	/** A connection was closed: it had joined no namespace in time. */
	CONNECT_TIMEOUT,

	/**
	 * A socket was refused by a middleware or connect handler, which said why:
	 * {@link ConnectionRefusedException} and the like.
	 */
	CONNECT_REFUSED,

	/**
	 * A socket was refused with {@code Internal error}: a middleware or connect handler
	 * failed, or its namespace could not be created.
	 */
	CONNECT_FAILED,

	/**
	 * A socket was refused with {@code Invalid namespace}: there is none of that name,
	 * and clients may not create it.
	 */
	NAMESPACE_UNKNOWN,

	/**
	 * A {@link NamespacePredicate} did not answer in time. Unless another one lets it in,
	 * the client is counted as {@link #NAMESPACE_UNKNOWN} as well.
	 */
	PREDICATE_TIMEOUT,

	/**
	 * A {@link NamespacePredicate} failed. Unless another one lets it in, the client is
	 * counted as {@link #NAMESPACE_UNKNOWN} as well.
	 */
	PREDICATE_FAILED,

	/**
	 * A socket was refused with {@code Too many namespaces}: there are as many dynamic
	 * ones as there may be.
	 */
	CHILD_NAMESPACES_EXCEEDED,

	/**
	 * A socket was refused with {@code Too many namespaces}: its connection is in as many
	 * as it may be.
	 */
	CONNECTION_NAMESPACES_EXCEEDED,

	/** A connection was closed: its client sent a packet that is not valid. */
	INVALID_PACKET,

	/**
	 * A connection was closed: its client sent a packet to a namespace that it had not
	 * joined, or joined one a second time.
	 */
	UNEXPECTED_PACKET,

	/**
	 * A packet of a client was dropped: the server had closed its connection, or had made
	 * its socket leave.
	 */
	LATE_PACKET,

	/** An event came that nobody handles. */
	EVENT_UNHANDLED,

	/**
	 * An event came faster than an {@link EventRateLimit} allows: it was dropped, or let
	 * through, as the policy says.
	 */
	RATE_EXCEEDED,

	/** An event was kept from its handlers by an {@link EventMiddleware}. */
	EVENT_REFUSED,

	/**
	 * An event was kept from its handlers by a {@link SocketIOGuard}: by a rule of
	 * security for example.
	 */
	EVENT_DENIED,

	/**
	 * An event was dropped: the server disconnected its socket before its handler was
	 * called, or a middleware took too long when its client had gone.
	 */
	EVENT_DROPPED,

	/** An event was dropped: no worker was to be had for its handler. */
	WORKER_REJECTED,

	/** The arguments of an event are missing, or of other types than its handler's. */
	BAD_PAYLOAD,

	/**
	 * Arguments of an event violate the constraints of its handler, and no exception
	 * handler took care of that: a {@link ValidationFailure}.
	 */
	VALIDATION_FAILED,

	/** A handler of an event failed, and no exception handler took care of that. */
	HANDLER_FAILED,

	/**
	 * An event was refused by security on its handler: its socket has no right to it or
	 * failed to authenticate there, and no exception handler took care of that.
	 */
	ACCESS_DENIED,

	/** A handler, or a middleware for events, was cancelled: it took too long. */
	HANDLER_TIMEOUT,

	/**
	 * A client did not acknowledge in time; of a broadcast, not all of them. Counted once
	 * an event.
	 */
	ACK_TIMEOUT,

	/**
	 * An acknowledgement was dropped: nobody waits for it, since it came too late or was
	 * not asked for.
	 */
	ACK_UNEXPECTED,

	/** Another server of the cluster did not answer in time. */
	SERVER_TIMEOUT,

	/**
	 * An answer of another server was dropped: nobody waits for it, since it came too
	 * late.
	 */
	SERVER_ANSWER_LATE,

	/** A message of another server was skipped: it is not in the layout of its type. */
	SERVER_MESSAGE_INVALID,

	/**
	 * A message to other servers was dropped: what carries it could not be reached, or
	 * more waited for it than may. Sockets of this server are not concerned.
	 */
	SERVER_MESSAGE_UNSENT,

	/**
	 * A packet to a client was dropped: its socket had left, or the packet is volatile
	 * and its client does not know yet that it is connected.
	 */
	PACKET_DROPPED,

	/**
	 * A connection was closed: more was emitted to its socket, while it was being let in,
	 * than can be held back.
	 */
	HELD_PACKETS_EXCEEDED,

	/**
	 * An acknowledgement was not waited for: the client owes so many already. The event
	 * was not emitted, unless it was a broadcast.
	 */
	PENDING_ACKS_EXCEEDED,

	/** An observer was ended with an error: it took too long for what came. */
	OBSERVER_OVERFLOW,

	/** A client came back and did not get its socket from before. */
	RECOVERY_FAILED

}
