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

package io.github.socketiospring.interop.client;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.ParentNamespace;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.github.socketiospring.protocol.msgpack.MessagePackParser;
import io.github.socketiospring.server.SocketIOServerBuilder;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the annotated controllers do for the core scenarios, with the functional API.
 */
final class FunctionalApplication {

	private final Journal journal;

	private FunctionalApplication(Journal journal) {
		this.journal = journal;
	}

	static BareServer start(ServerBinding binding) {
		Journal journal = new Journal();
		return new BareServer(binding, journal,
				() -> new FunctionalApplication(journal).server(PacketParserFactory.json()));
	}

	static BareServer startWithMessagePack(ServerBinding binding) {
		Journal journal = new Journal();
		return new BareServer(binding, journal, "msgpack",
				() -> new FunctionalApplication(journal).server(MessagePackParser::new));
	}

	private SocketIOServer server(PacketParserFactory parser) {
		SocketIOServer server = new SocketIOServerBuilder().pingInterval(Duration.ofMillis(200)).parser(parser).build();
		for (String name : List.of("/", "/second")) {
			server.of(name).onConnection((socket) -> connected(socket, name));
		}
		server.of("/members")
			.use((socket) -> Mono.fromRunnable(() -> admit(socket)))
			.onConnection((socket) -> socket.on("whoami", (args, ack) -> ack.send("member")));
		server.of("/observed").addHandler(new Observer()).onConnection(FunctionalApplication::observed);
		orders(server, server.of(NamespaceTemplate.of("/orders/{id}")));
		SocketIONamespace rooms = server.of("/rooms");
		rooms.onConnection((socket) -> rooms(socket, rooms));
		return server;
	}

	private static void orders(SocketIOServer server, ParentNamespace orders) {
		orders.use((socket) -> socket.namespace().variables().get("id").matches("[0-9]+") ? Mono.empty()
				: Mono.error(new ConnectionRefusedException("Invalid namespace variable 'id'")));
		orders.onConnection((socket) -> {
			long id = Long.parseLong(socket.namespace().variables().get("id"));
			socket.emit("welcome", id);
			socket.on("next id", (args, ack) -> ack.send(id + 1));
			socket.on("tell", (args, ack) -> socket.broadcast().emit("told", args.get(0)));
			socket.on("tell all", (args, ack) -> orders.emit("told", args.get(0)));
			socket.on("exists", String.class, (name, ack) -> ack.send(server.namespace(name) != null));
		});
	}

	private static void admit(SocketIOSocket socket) {
		if (!"right".equals(socket.handshake().auth().get("token"))) {
			throw new ConnectionRefusedException("not a member",
					Map.of("code", 403, "remedies", List.of("ask", "pay")));
		}
	}

	private void connected(SocketIOSocket socket, String namespace) {
		socket.emit("welcome", socket.handshake().auth(), namespace);
		socket.on("echo", (args, ack) -> socket.emit("echo", values(args, 0)));
		socket.on("reply", (args, ack) -> ack.sendArgs(AckArgs.of(values(args, 0))));
		socket.on("silence", (args, ack) -> {
		});
		socket.on("ask",
				(args, ack) -> socket.emitWithAck(args.get(0, String.class), values(args, 1))
					.map(Arguments::asList)
					.subscribe(ack::send));
		socket.on("ask in vain", (args, ack) -> socket.timeout(Duration.ofMillis(50))
			.emitWithAck(args.get(0, String.class))
			.subscribe((answer) -> socket.emit("outcome", "answer"), (ex) -> socket.emit("outcome", ex.getMessage())));
		socket.on("ask other",
				(args, ack) -> socket.namespace()
					.socket(args.get(0, String.class))
					.emitWithAck(args.get(1, String.class))
					.subscribe((answer) -> ack.send("answer"), (ex) -> ack.send(ex.getMessage())));
		socket.on("leave me", Boolean.class, (close, ack) -> socket.disconnect(close));
		socket.on("remove", String.class, (id, ack) -> {
			socket.namespace().socket(id).disconnect(true);
			ack.sendArgs(AckArgs.none());
		});
		socket.onDisconnect((reason) -> this.journal.left(socket, reason));
	}

	private static void observed(SocketIOSocket socket) {
		socket.join("observed");
		socket.use((from, event, args) -> "forbidden".equals(event)
				? Mono.error(new ConnectionRefusedException("not allowed")) : Mono.empty());
		socket.onAny((event, args, ack) -> {
			if (!event.startsWith("position")) {
				socket.emit("seen", event, args.size());
			}
		});
		socket.on("count", Integer.class, (count, ack) -> socket.emitAll("number", Flux.range(1, count))
			.subscribe(null, null, () -> ack.sendArgs(AckArgs.none())));
		socket.on("count for all", Integer.class,
				(count, ack) -> socket.namespace()
					.emitAll("number", Flux.range(1, count).map((i) -> new byte[] { i.byteValue() }))
					.subscribe(null, null, () -> ack.sendArgs(AckArgs.none())));
		socket.events("position", Integer.class)
			.subscribe((x) -> socket.asVolatile().emit("position", x, new byte[] { 1 }));
		socket.on("positions", (args, ack) -> {
			socket.asVolatile().emit("position", args.get(0), new byte[] { 1 });
			socket.asVolatile().emit("position", args.get(1), new byte[] { 2 });
		});
		socket.onDisconnecting((reason) -> socket.broadcast()
			.emit("leaving", socket.rooms().stream().sorted().toList(), reason.toString()));
	}

	private static void rooms(SocketIOSocket socket, SocketIONamespace namespace) {
		socket.on("join", String[].class, (rooms, ack) -> {
			socket.join(rooms);
			ack.sendArgs(AckArgs.none());
		});
		socket.on("leave", String.class, (room, ack) -> {
			socket.leave(room);
			ack.sendArgs(AckArgs.none());
		});
		socket.on("rooms", (args, ack) -> ack.send(socket.rooms().stream().sorted().toList()));
		socket.on("send", (args, ack) -> {
			Delivery delivery = args.get(0, Delivery.class);
			delivery.receivers(socket, namespace).emit(delivery.event(), values(args, 1));
		});
		socket.on("ask all",
				(args, ack) -> namespace.to(args.get(0, String.class))
					.timeout(Duration.ofMillis(args.get(1, Long.class)))
					.emitWithAck("question", String.class, "question")
					.map(Answers::of)
					.subscribe(ack::send));
		remote(socket, namespace);
	}

	private static void remote(SocketIOSocket socket, SocketIONamespace namespace) {
		socket.attributes().put("number", 7);
		socket.on("fetch", String.class,
				(room, ack) -> namespace.in(room)
					.fetchSockets()
					.map(RoomController.Found::of)
					.collectList()
					.subscribe(ack::send));
		socket.on("ask each", String.class,
				(room, ack) -> namespace.in(room)
					.fetchSockets()
					.flatMap((remote) -> remote.emitWithAck("question", String.class, "remote"))
					.collectList()
					.subscribe(ack::send));
		socket.on("move", (args, ack) -> {
			namespace.in(args.get(0, String.class)).socketsJoin(args.get(1, String.class));
			namespace.in(args.get(1, String.class)).socketsLeave(args.get(0, String.class));
			ack.sendArgs(AckArgs.none());
		});
		socket.on("disconnect all", String.class, (room, ack) -> {
			namespace.in(room).disconnectSockets();
			ack.sendArgs(AckArgs.none());
		});
		socket.on("watch", String.class, (room, ack) -> {
			Disposable watching = namespace.roomEvents()
				.filter((event) -> event.room().equals(room))
				.subscribe((event) -> socket.emit("room", event.type()));
			socket.onDisconnect((reason) -> watching.dispose());
			ack.sendArgs(AckArgs.none());
		});
	}

	/**
	 * Answers events that nobody handles.
	 */
	private static final class Observer implements NamespaceHandler {

		@Override
		public EventHandler unhandledEventHandler() {
			return new EventHandler() {

				@Override
				public Type[] payloadTypes() {
					return new Type[] { Arguments.class };
				}

				@Override
				public boolean isBlocking() {
					return false;
				}

				@Override
				public Object handle(SocketIOSocket socket, String event, Object[] payload, Ack<Object> ack) {
					return AckArgs.of(event + " " + ((Arguments) payload[0]).size());
				}

			};
		}

	}

	private static Object[] values(Arguments args, int from) {
		return args.asList().subList(from, args.size()).toArray();
	}

}
