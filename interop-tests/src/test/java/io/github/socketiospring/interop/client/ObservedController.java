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

import java.util.TreeSet;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.EventName;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.OnAnyEvent;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnecting;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.OnUnhandledEvent;
import io.github.socketiospring.annotation.SocketIOController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks at all events, with middlewares, flags and streams.
 */
@SocketIOController
@Namespace("/observed")
class ObservedController {

	@OnConnect
	void connected(SocketIOSocket socket) {
		socket.join("observed");
		socket.use((from, event, args) -> "forbidden".equals(event)
				? Mono.error(new ConnectionRefusedException("not allowed")) : Mono.empty());
	}

	@OnAnyEvent
	void any(SocketIOSocket socket, @EventName String event, Arguments args) {
		if (!event.startsWith("position")) {
			socket.emit("seen", event, args.size());
		}
	}

	@OnEvent("count")
	Mono<Void> count(SocketIOSocket socket, int count) {
		return socket.emitAll("number", Flux.range(1, count));
	}

	@OnEvent("count for all")
	Mono<Void> countForAll(SocketIOSocket socket, int count) {
		return socket.namespace().emitAll("number", Flux.range(1, count).map((i) -> new byte[] { i.byteValue() }));
	}

	@OnEvent("position")
	void position(SocketIOSocket socket, int x) {
		socket.asVolatile().emit("position", x, new byte[] { 1 });
	}

	@OnEvent("positions")
	void positions(SocketIOSocket socket, int first, int second) {
		socket.asVolatile().emit("position", first, new byte[] { 1 });
		socket.asVolatile().emit("position", second, new byte[] { 2 });
	}

	@OnUnhandledEvent
	String unhandled(@EventName String event, Object... args) {
		return event + " " + args.length;
	}

	@OnDisconnecting
	void leaving(SocketIOSocket socket, DisconnectReason reason) {
		socket.broadcast().emit("leaving", new TreeSet<>(socket.rooms()), reason.toString());
	}

}
