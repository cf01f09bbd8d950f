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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Remembers in which order the events of a socket came, and sends many.
 */
@SocketIOController
class OrderController {

	private final Map<String, Sinks.Empty<Void>> pumps = new ConcurrentHashMap<>();

	@OnEvent("number")
	void number(SocketIOSocket socket, int number) {
		list(socket, "numbers").add(number);
	}

	@OnEvent("numbers")
	List<Object> numbers(SocketIOSocket socket) {
		return list(socket, "numbers");
	}

	@OnEvent("count")
	void count(SocketIOSocket socket, int count) {
		for (int i = 0; i < count; i++) {
			emit(socket, "counted", i);
		}
	}

	@OnEvent("step plain")
	void plain(SocketIOSocket socket, int number) {
		list(socket, "steps").add("plain " + number);
	}

	@OnEvent("step non-blocking")
	@NonBlocking
	void nonBlocking(SocketIOSocket socket, int number) {
		list(socket, "steps").add("non-blocking " + number);
	}

	@OnEvent("step reactive")
	Mono<Void> reactive(SocketIOSocket socket, int number) {
		list(socket, "steps").add("reactive " + number);
		return Mono.empty();
	}

	@OnEvent("steps")
	List<Object> steps(SocketIOSocket socket) {
		return list(socket, "steps");
	}

	/**
	 * Sends numbers until it is stopped, then tells how many.
	 */
	@OnEvent("pump")
	Mono<Void> pump(SocketIOSocket socket) {
		Sinks.Empty<Void> stop = Sinks.empty();
		this.pumps.put(socket.id(), stop);
		return Flux.interval(Duration.ofNanos(500_000))
			.onBackpressureDrop()
			.takeUntilOther(stop.asMono())
			.map((tick) -> list(socket, "pumped"))
			.doOnNext((pumped) -> {
				emit(socket, "pumped", pumped.size());
				pumped.add(pumped.size());
			})
			.then()
			.doFinally((signal) -> socket.attributes().put("pump stopped", signal));
	}

	@OnEvent("pump stop")
	Mono<Integer> stopPump(SocketIOSocket socket) {
		stop(socket);
		return Flux.interval(Duration.ofMillis(5))
			.takeUntil((tick) -> socket.attributes().containsKey("pump stopped"))
			.then(Mono.fromSupplier(() -> list(socket, "pumped").size()));
	}

	@OnDisconnect
	void stop(SocketIOSocket socket) {
		Sinks.Empty<Void> pump = this.pumps.remove(socket.id());
		if (pump != null) {
			pump.tryEmitEmpty();
		}
	}

	private static void emit(SocketIOSocket socket, String event, int number) {
		if (number % 5 == 0) {
			socket.emit(event, number, new byte[] { (byte) (number % 100) });
		}
		else {
			socket.emit(event, number);
		}
	}

	@SuppressWarnings("unchecked")
	private static List<Object> list(SocketIOSocket socket, String name) {
		return (List<Object>) socket.attributes().computeIfAbsent(name, (key) -> new ArrayList<>());
	}

}
