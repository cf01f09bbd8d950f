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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.adapter.ClusterMessage.Type;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketType;
import org.jspecify.annotations.Nullable;

/**
 * Makes the messages that one sender sends to the servers of a cluster, about one
 * namespace. Safe for use by several threads.
 */
public final class ClusterMessages {

	private final String uid;

	private final String namespace;

	private final PacketCodec codec;

	/**
	 * Create what makes messages.
	 * @param uid the id of the sender
	 * @param namespace the name of the namespace
	 * @param codec has written the events
	 */
	public ClusterMessages(String uid, String namespace, PacketCodec codec) {
		this.uid = uid;
		this.namespace = namespace;
		this.codec = codec;
	}

	/**
	 * Have an event sent to sockets.
	 * @param event the event, which must live until the message is written
	 * @param options who gets it
	 * @return the message
	 */
	public ClusterMessage broadcast(Packet event, BroadcastOptions options) {
		return broadcast(event, options, null, null);
	}

	ClusterMessage broadcast(Packet event, BroadcastOptions options, @Nullable String request,
			@Nullable Duration timeout) {
		Map<String, Object> flags = new LinkedHashMap<>();
		if (event.encoded().isVolatile()) {
			flags.put("volatile", true);
		}
		if (!event.encoded().isCompress()) {
			flags.put("compress", false);
		}
		if (timeout != null) {
			flags.put("timeout", timeout.toMillis());
		}
		Map<String, Object> packet = new LinkedHashMap<>();
		packet.put("type", PacketType.EVENT.ordinal());
		packet.put("data", PacketData.of(event, this.codec));
		packet.put("nsp", this.namespace);
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("opts", write(options, flags));
		data.put("packet", packet);
		if (request != null) {
			data.put("requestId", request);
		}
		return message(Type.BROADCAST, data);
	}

	/**
	 * Have sockets join rooms.
	 * @param options which sockets
	 * @param rooms the rooms
	 * @return the message
	 */
	public ClusterMessage socketsJoin(BroadcastOptions options, Collection<String> rooms) {
		return message(Type.SOCKETS_JOIN, options, "rooms", List.copyOf(rooms));
	}

	/**
	 * Have sockets leave rooms.
	 * @param options which sockets
	 * @param rooms the rooms
	 * @return the message
	 */
	public ClusterMessage socketsLeave(BroadcastOptions options, Collection<String> rooms) {
		return message(Type.SOCKETS_LEAVE, options, "rooms", List.copyOf(rooms));
	}

	/**
	 * Have sockets leave the namespace.
	 * @param options which sockets
	 * @param close whether their connections are closed, too
	 * @return the message
	 */
	public ClusterMessage disconnectSockets(BroadcastOptions options, boolean close) {
		return message(Type.DISCONNECT_SOCKETS, options, "close", close);
	}

	/**
	 * Have servers call their listeners to an event.
	 * @param event the name and the arguments of the event, as plain values
	 * @return the message
	 */
	public ClusterMessage serverSideEmit(List<? extends @Nullable Object> event) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("packet", event);
		return message(Type.SERVER_SIDE_EMIT, data);
	}

	private ClusterMessage message(Type type, BroadcastOptions options, String name, Object value) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("opts", write(options));
		data.put(name, value);
		return message(type, data);
	}

	ClusterMessage message(Type type, Map<String, @Nullable Object> data) {
		return new ClusterMessage(this.uid, this.namespace, type, data);
	}

	static Map<String, Object> write(BroadcastOptions options) {
		return write(options, Map.of());
	}

	private static Map<String, Object> write(BroadcastOptions options, Map<String, Object> flags) {
		return Map.of("rooms", List.copyOf(options.rooms()), "except", List.copyOf(options.except()), "flags", flags);
	}

}
