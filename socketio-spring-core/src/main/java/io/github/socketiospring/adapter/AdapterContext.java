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

import java.util.List;
import java.util.function.Consumer;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter gets from its server: the means to write, read and time, and where to
 * hand over what other servers ask for. Safe for use by several threads.
 *
 * @see AdapterFactory
 */
public interface AdapterContext {

	/**
	 * The name of the namespace that the adapter is for.
	 * @return begins with a slash
	 */
	String namespace();

	/**
	 * Writes and reads packets.
	 * @return the codec of the server
	 */
	PacketCodec codec();

	/**
	 * The timers and the clock of the server.
	 * @return the timers
	 */
	Timers timers();

	/**
	 * What is kept for clients that lose their connection.
	 * @return the limits; null if clients are not recovered
	 */
	@Nullable RecoveryLimits recovery();

	/**
	 * Give an id for a packet that asks for acknowledgements. Each server counts for
	 * itself, so a packet that came from another one has to be written again with an id
	 * of this one.
	 * @return an id that no other packet of this namespace and server has
	 */
	long nextAckId();

	/**
	 * Read an event for another server.
	 * @param event the event, which keeps its references
	 * @return its name and its arguments as plain values, of which some may be
	 * {@code byte[]}
	 */
	List<@Nullable Object> values(Packet event);

	/**
	 * Write an event that came from another server.
	 * @param id the id of the acknowledgement that is asked for, or
	 * {@link IncomingPacket#NO_ID}
	 * @param values its name and its arguments
	 * @return the event, with one reference
	 * @throws IllegalArgumentException if a value cannot be written
	 */
	Packet event(long id, List<? extends @Nullable Object> values);

	/**
	 * Make arguments of plain values, as they came from another server.
	 * @param values the values
	 * @return arguments that can be read as any type
	 * @throws IllegalArgumentException if a value cannot be written
	 */
	Arguments arguments(List<? extends @Nullable Object> values);

	/**
	 * Tell of rooms. Called in the order in which that happens to a room; may be called
	 * under a lock, since nothing of the application runs here.
	 * @param type what happened
	 * @param room the room
	 * @param socketId the socket; null for a room that was created or deleted
	 */
	void onRoomEvent(RoomEvent.Type type, String room, @Nullable String socketId);

	/**
	 * Count what was refused or dropped, or took too long.
	 * @param counter what
	 * @param about what it happened to, for the log at DEBUG: made a text if it is logged
	 */
	void count(SocketIOCounter counter, Object about);

	/**
	 * Another server has emitted an event to the servers. Listeners run on a worker.
	 * @param event the name of the event
	 * @param arguments its arguments
	 * @param answer takes the answer, once at most; null if none is wanted
	 */
	void onServerEvent(String event, Arguments arguments, @Nullable Consumer<AckArgs> answer);

}
