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

import java.time.Duration;
import java.util.Collection;
import java.util.Set;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.ClusterTimeoutException;
import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the rooms of one namespace, and delivers what is broadcast in it. What concerns
 * sockets of this server takes effect at once; an adapter for several servers publishes
 * the rest, later if it must, and keeps the order of emissions. Safe for use by several
 * threads.
 *
 * @see <a href="https://socket.io/docs/v4/adapter/">Socket.IO: the adapter</a>
 */
public interface Adapter {

	/**
	 * Add a socket, which is in the room of its own id from now on.
	 * @param socket the socket
	 */
	void add(LocalSocket socket);

	/**
	 * Remove a socket from all its rooms, for good.
	 * @param socket the socket
	 */
	void remove(LocalSocket socket);

	/**
	 * Let a socket join rooms. Does nothing if it was not added, or removed.
	 * @param socket the socket
	 * @param rooms the rooms
	 */
	void join(LocalSocket socket, Collection<String> rooms);

	/**
	 * Let a socket leave a room.
	 * @param socket the socket
	 * @param room the room
	 */
	void leave(LocalSocket socket, String room);

	/**
	 * The rooms of a socket.
	 * @param socket the socket
	 * @return a snapshot
	 */
	Set<String> rooms(LocalSocket socket);

	/**
	 * The rooms that have a socket of this server, without the sockets' own ids.
	 * @return a snapshot
	 */
	Set<String> rooms();

	/**
	 * The sockets of a room on this server, or all of them.
	 * @param room the room, or null
	 * @return a snapshot of those that are members
	 */
	Collection<LocalSocket> sockets(@Nullable String room);

	/**
	 * Send a packet to the sockets of this moment, on all servers.
	 * @param packet the packet, of which one reference is taken over
	 * @param options who gets it
	 */
	void broadcast(Packet packet, BroadcastOptions options);

	/**
	 * Send a packet to the sockets of this moment, on all servers, and tell of their
	 * answers.
	 * @param packet the packet, of which one reference is taken over
	 * @param options who gets it
	 * @param acks told of the servers, and of the answers
	 */
	void broadcast(Packet packet, BroadcastOptions options, BroadcastAckListener acks);

	/**
	 * Have sockets join rooms, on all servers.
	 * @param options which sockets
	 * @param rooms the rooms
	 */
	void join(BroadcastOptions options, Collection<String> rooms);

	/**
	 * Have sockets leave rooms, on all servers.
	 * @param options which sockets
	 * @param rooms the rooms
	 */
	void leave(BroadcastOptions options, Collection<String> rooms);

	/**
	 * Have sockets leave the namespace, on all servers.
	 * @param options which sockets
	 * @param close whether their connections are closed, too
	 */
	void disconnect(BroadcastOptions options, boolean close);

	/**
	 * Tell of the sockets of all servers that are connected.
	 * @param options which sockets
	 * @param timeout how long other servers are awaited; null for
	 * {@link #requestTimeout()}
	 * @return a stream that completes when each server has told of its own, and fails
	 * with {@link ClusterTimeoutException}, behind what the others told, when that takes
	 * too long; on each subscription anew
	 */
	Flux<SocketDetails> fetchSockets(BroadcastOptions options, @Nullable Duration timeout);

	/**
	 * Emit an event to the other servers, {@link AdapterContext#onServerEvent} there.
	 * @param event the event, of which one reference is taken over
	 */
	void serverSideEmit(Packet event);

	/**
	 * Emit an event to the other servers and ask for their answers.
	 * @param event the event, of which one reference is taken over on the subscription
	 * @return the answers; completes when each server has answered, and fails with
	 * {@link ClusterTimeoutException}, behind the answers of the others, when that takes
	 * longer than {@link #requestTimeout()}. Subscribed to once.
	 */
	Flux<Arguments> serverSideEmitWithAck(Packet event);

	/**
	 * How many servers there are.
	 * @return the number, this one included
	 */
	Mono<Integer> serverCount();

	/**
	 * How long other servers are awaited.
	 * @return 5 s by default
	 */
	default Duration requestTimeout() {
		return Duration.ofSeconds(5);
	}

	/**
	 * Let go of connections and the like.
	 * @return completes when that is done
	 */
	Mono<Void> close();

}
