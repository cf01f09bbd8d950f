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

package io.github.socketiospring.interop.conformance;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.BroadcastOperator;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.ParentNamespace;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The middleware and listeners of {@link ServerUnderTest}, with the untyped API.
 */
final class SocketIOSpringHandlers {

	private static final List<String> RESERVED = List.of("connect", "connect_error", "disconnect", "disconnecting",
			"newListener", "removeListener");

	private final Collection<String> records;

	private final Map<String, Sinks.Empty<Void>> gates = new ConcurrentHashMap<>();

	private SocketIOSpringHandlers(Collection<String> records) {
		this.records = records;
	}

	static void register(SocketIOServer server, Collection<String> records) {
		SocketIOSpringHandlers handlers = new SocketIOSpringHandlers(records);
		server.use(handlers::middleware);
		for (String name : List.of("/", "/admin", "/custom", "/a?b", "/ünï")) {
			server.of(name).onConnection(handlers::connected);
		}
		server.onNewNamespace((namespace) -> records.add("new " + namespace.name()));
		handlers.dynamic(server, server.of(Pattern.compile("/dynamic-\\d+")));
		server.of("/dynamic-101");
		handlers.dynamic(server,
				server.of((name, auth) -> Mono.just("sesame".equals(auth.get("password")))
					.delayUntil((allowed) -> (auth.get("ask") instanceof String gate) ? handlers.gate(gate).asMono()
							: Mono.empty())));
	}

	private void dynamic(SocketIOServer server, ParentNamespace parent) {
		parent.use(this::middleware).onConnection(this::connected).onConnection((socket) -> {
			socket.on("broadcast-dynamic", (args, ack) -> parent.emit(args.get(0, String.class)));
			socket.on("exists", (args, ack) -> ack.send(server.namespace(args.get(0, String.class)) != null));
		});
	}

	private Mono<Void> middleware(SocketIOSocket socket) {
		Map<String, ?> auth = (socket.protocol() == 3) ? socket.handshake().query().toSingleValueMap()
				: socket.handshake().auth();
		this.records.add((auth.containsKey("tag") ? auth.get("tag") : "-") + " middleware");
		if (auth.get("join") instanceof String room) {
			socket.join(room);
		}
		if (auth.containsKey("early")) {
			socket.emit("early");
		}
		Mono<Void> gate = (auth.get("gate") instanceof String name) ? gate(name).asMono() : Mono.empty();
		return gate.then(Mono.defer(() -> (auth.get("refuse") instanceof String message)
				? Mono.error(new ConnectionRefusedException(message, auth.get("data"))) : Mono.empty()));
	}

	private Sinks.Empty<Void> gate(String name) {
		return this.gates.computeIfAbsent(name, (key) -> Sinks.empty());
	}

	private void connected(SocketIOSocket socket) {
		Map<String, Object> auth = socket.handshake().auth();
		String namespace = socket.namespace().name();
		this.records.add(auth.getOrDefault("tag", "-") + " connect " + namespace);
		messages(socket);
		rooms(socket, socket.namespace());
		questions(socket, socket.namespace());
		endings(socket);
		values(socket);
		if (namespace.equals("/custom") || auth.containsKey("greet")) {
			socket.emit("auth", auth);
		}
	}

	private void record(SocketIOSocket socket, String text) {
		this.records.add(socket.id() + " " + text);
	}

	private static Object[] all(Arguments args) {
		return args.asList().toArray();
	}

	private void messages(SocketIOSocket socket) {
		EventListener<Arguments> answer = (args, ack) -> ack.sendArgs(AckArgs.of(all(args)));
		socket.onAny((event, args, ack) -> {
			if (event == null) {
				record(socket, "empty");
				ack.send("empty");
			}
		});
		socket.on("echo", (args, ack) -> socket.emit("echo", all(args)));
		socket.on("message", (args, ack) -> socket.emit("message-back", all(args)));
		socket.on("ack", answer);
		socket.on("message-with-ack", answer);
		socket.on("sink", (args, ack) -> record(socket, "sink " + args.get(0)));
		socket.on("auth", (args, ack) -> ack.send(socket.handshake().auth()));
		socket.on("transport", (args, ack) -> ack.send(socket.transport()));
		socket.on("release", (args, ack) -> {
			Sinks.Empty<Void> gate = this.gates.remove(args.get(0, String.class));
			if (gate != null) {
				gate.tryEmitEmpty();
			}
			ack.sendArgs(AckArgs.none());
		});
		for (String name : List.of("1", "", "error", "connection")) {
			socket.on(name, (args, ack) -> {
				List<Object> named = new ArrayList<>(args.asList());
				named.add(0, name);
				socket.emit("named", named.toArray());
			});
		}
	}

	private void rooms(SocketIOSocket socket, SocketIONamespace namespace) {
		socket.on("join", (args, ack) -> {
			socket.join(args.get(0, String.class));
			ack.sendArgs(AckArgs.none());
		});
		socket.on("leave", (args, ack) -> {
			socket.leave(args.get(0, String.class));
			ack.sendArgs(AckArgs.none());
		});
		socket.on("rooms", (args, ack) -> ack.send(socket.rooms().stream().sorted().toList()));
		socket.on("members", (args, ack) -> ack.send(members(namespace, args.get(0, String.class))));
		socket.on("broadcast", (args, ack) -> {
			Map<?, ?> spec = args.get(0, Map.class);
			List<Object> rest = args.asList();
			Object[] values = rest.subList(2, rest.size())
				.stream()
				.map((value) -> "<binary>".equals(value) ? new byte[] { 1 } : value)
				.toArray();
			target(socket, namespace, spec).emit((String) rest.get(1), values);
		});
		socket.on("derive", (args, ack) -> {
			BroadcastOperator base = namespace.to(args.get(0, String.class));
			BroadcastOperator second = base.to(args.get(1, String.class));
			BroadcastOperator excluding = base.except(args.get(2, String.class));
			base.emit("derived");
			ack.sendArgs((second != excluding) ? AckArgs.none() : AckArgs.of("the same operator"));
		});
	}

	/**
	 * Sockets that are not accepted yet can be seen by their rooms only.
	 */
	private static int members(SocketIONamespace namespace, String room) {
		return Math.max(namespace.sockets(room).size(), namespace.rooms().contains(room) ? 1 : 0);
	}

	private static BroadcastOperator target(SocketIOSocket socket, SocketIONamespace namespace, Map<?, ?> spec) {
		boolean fromSocket = "socket".equals(spec.get("from"));
		BroadcastOperator target = fromSocket ? socket.broadcast() : namespace;
		String[] to = strings(spec.get("to"));
		if (to.length != 0) {
			target = fromSocket ? socket.to(to) : namespace.to(to);
		}
		String[] except = strings(spec.get("except"));
		target = (except.length != 0) ? target.except(except) : target;
		return Boolean.TRUE.equals(spec.get("volatile")) ? target.asVolatile() : target;
	}

	private static String[] strings(Object list) {
		return (list instanceof List<?> values) ? values.toArray(String[]::new) : new String[0];
	}

	private void questions(SocketIOSocket socket, SocketIONamespace namespace) {
		socket.on("broadcast-ack", (args, ack) -> namespace.to(args.get(0, String.class))
			.timeout(Duration.ofMillis(args.get(1, Integer.class)))
			.emitWithAck("question", Object.class)
			.subscribe((acks) -> ack.sendArgs(AckArgs.of(acks.timedOut() || acks.missing() > 0, acks.responses()))));
		socket.on("ask", (args, ack) -> socket.emitWithAck(args.get(0, String.class))
			.subscribe((answer) -> socket.emit("answered", all(answer))));
		socket.on("ask-timeout",
				(args, ack) -> socket.timeout(Duration.ofMillis(args.get(0, Integer.class)))
					.emitWithAck("question")
					.subscribe((answer) -> completed(socket, "answer"), (ex) -> completed(socket, "timeout")));
		socket.on("ack-twice", (args, ack) -> {
			ack.send(1);
			ack.send(2);
		});
	}

	private void completed(SocketIOSocket socket, String how) {
		record(socket, "completion " + how);
		socket.emit("asked", how);
	}

	private void endings(SocketIOSocket socket) {
		socket.on("disconnect-me", (args, ack) -> socket.disconnect(Boolean.TRUE.equals(args.get(0))));
		socket.on("disconnect-join", (args, ack) -> {
			socket.disconnect();
			String room = args.get(0, String.class);
			socket.join(room);
			record(socket, "members " + members(socket.namespace(), room));
		});
		socket.on("ack-after-disconnect", (args, ack) -> {
			socket.disconnect();
			ack.send("late");
		});
		socket.onDisconnect((reason) -> {
			record(socket, "rooms " + socket.rooms().size());
			record(socket, "disconnect " + reason);
		});
	}

	private void values(SocketIOSocket socket) {
		socket.on("reserved",
				(args, ack) -> ack.send(RESERVED.stream().filter((name) -> refuses(socket, name)).toList()));
		socket.on("nulls", (args, ack) -> socket.emit("nulls", null, null));
		socket.on("no-args", (args, ack) -> socket.emit("no-args"));
		socket.on("empty-binary", (args, ack) -> socket.emit("empty-binary", (Object) new byte[0]));
		socket.on("binary", (args, ack) -> socket.emit("binary", new byte[] { 1, 2, 3 },
				new Nested(List.of(new byte[] { 4 }, Map.of("b", new byte[] { 5, 6 })), "x"), new byte[] { 7 }));
		socket.on("kinds",
				(args, ack) -> socket.emit("kinds", new Named("n", new byte[] { 1 }), Map.of("map", new byte[] { 2 }),
						List.of(new byte[] { 3 }), Optional.of(new byte[] { 4 }), ByteBuffer.wrap(new byte[] { 5 })));
		socket.on("storm", (args, ack) -> {
			int count = args.get(0, Integer.class);
			for (int t = 0; t < 2; t++) {
				int thread = t;
				new Thread(() -> storm(socket, thread, count), "storm-" + t).start();
			}
		});
	}

	private static boolean refuses(SocketIOSocket socket, String name) {
		try {
			socket.emit(name, "x");
			return false;
		}
		catch (IllegalArgumentException ex) {
			return true;
		}
	}

	private static void storm(SocketIOSocket socket, int thread, int count) {
		for (int i = 0; i < count; i++) {
			socket.emit("storm", thread, i, new byte[] { (byte) thread, (byte) i },
					new byte[] { (byte) thread, (byte) i, (byte) i });
		}
	}

	record Named(String name, byte[] data) {
	}

	record Nested(List<Object> a, String c) {
	}

}
