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

import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A socket of this server as an adapter sees it. Safe for use by several threads.
 */
public interface LocalSocket {

	/**
	 * The id, which is also the name of a room that the socket is in.
	 * @return the id
	 */
	String id();

	/**
	 * Whether the socket gets what is broadcast: not before every middleware let it in,
	 * and not after it left.
	 * @return whether it is a member of its namespace
	 */
	boolean isMember();

	/**
	 * The attributes of the application.
	 * @return the attributes, as they change
	 */
	Map<String, Object> attributes();

	/**
	 * What is told of the socket to those who fetch it.
	 * @return null unless it is connected: its connect handlers have let it in
	 */
	@Nullable SocketDetails details();

	/**
	 * Have the socket leave the namespace. Does nothing unless it is connected.
	 * @param close whether the connection is closed, too
	 */
	void disconnect(boolean close);

	/**
	 * Ask the client for a sign of life. Without one within a second its connection is
	 * closed as lost.
	 * @return true when the client gives one, false when the connection is closed and the
	 * socket is gone
	 */
	Mono<Boolean> isAlive();

	/**
	 * Close the connection as one that was lost: the client has another one by now.
	 */
	void lose();

	/**
	 * Send a packet.
	 * @param packet the packet, whose reference stays with the caller
	 */
	void send(Packet packet);

	/**
	 * Send a packet that asks for an acknowledgement.
	 * @param packet the packet, whose reference stays with the caller; its id is unique
	 * in the namespace
	 * @param acks told of the answer, or that none will come
	 */
	void send(Packet packet, BroadcastAckListener acks);

	/**
	 * Line up a packet to be sent. Nothing of the session or of the application runs, so
	 * the caller may hold a lock. {@link #flush} has to follow, outside of it.
	 * @param packet the packet, whose reference stays with the caller
	 */
	void enqueue(Packet packet);

	/**
	 * Have what was {@linkplain #enqueue lined up} sent, and tell those who listen.
	 * @param packet the packet as they are to see it, whose reference stays with the
	 * caller
	 */
	void flush(Packet packet);

	/**
	 * Whether the client is to get the offsets of events.
	 * @return whether it can be recovered
	 */
	boolean takesOffsets();

}
