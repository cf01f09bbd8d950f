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

package io.github.socketiospring.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;

import org.springframework.beans.factory.annotation.Value;

/**
 * The namespaces of a server of the cluster.
 */
class JavaNodeHandlers {

	private final String name;

	private final Queue<List<Object>> serverEvents = new ConcurrentLinkedQueue<>();

	JavaNodeHandlers(SocketIOServer io, @Value("${node.name}") String name) {
		this.name = name;
		handle(io.of("/"));
		handle(io.of("/other"));
	}

	private void handle(SocketIONamespace namespace) {
		namespace.onConnection(this::connected);
		namespace.onServerEvent("server news", (args, ack) -> {
			List<Object> event = new ArrayList<>(List.of(namespace.name()));
			event.addAll(args.asList());
			this.serverEvents.add(event);
		});
		namespace.onServerEvent("server question",
				(args, ack) -> ack.send(Map.of("node", this.name, "args", args.asList())));
	}

	private void connected(SocketIOSocket socket) {
		if (!socket.recovered()) {
			socket.attributes().put("name", socket.handshake().auth().get("name"));
			if (socket.handshake().auth().get("rooms") instanceof List<?> rooms) {
				socket.join(rooms.toArray(String[]::new));
			}
		}
		socket.on("join", (args, ack) -> {
			socket.join((args.get(0) instanceof List<?> rooms) ? rooms.toArray(String[]::new)
					: new String[] { (String) args.get(0) });
			ack.send(null);
		});
		socket.on("leave", String.class, (room, ack) -> {
			socket.leave(room);
			ack.send(null);
		});
		socket.on("echo", (args, ack) -> ack.send(args.get(0)));
	}

	String name() {
		return this.name;
	}

	List<List<Object>> takeServerEvents() {
		List<List<Object>> events = new ArrayList<>();
		for (List<Object> event = this.serverEvents.poll(); event != null; event = this.serverEvents.poll()) {
			events.add(event);
		}
		return events;
	}

}
