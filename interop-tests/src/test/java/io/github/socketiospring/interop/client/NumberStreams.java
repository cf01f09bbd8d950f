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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Emits numbers on several threads in all the ways there are, until it is told to stop.
 * They go on while the client is away, which is known by a key of its own.
 */
final class NumberStreams {

	private final Map<String, Disposable> running = new ConcurrentHashMap<>();

	private final Map<String, long[]> counts = new ConcurrentHashMap<>();

	void start(SocketIOSocket socket, String key) {
		SocketIONamespace namespace = socket.namespace();
		socket.join(key);
		List<LongConsumer> emitters = List.of((number) -> socket.emit("number", key, 0, number),
				(number) -> namespace.to(key, "nobody").emit("number", key, 1, number),
				(number) -> namespace.emit("number", key, 2, number, new byte[] { (byte) number, 2 }),
				(number) -> namespace.except("nobody").emit("number", key, 3, number, "text"));
		long[] counts = new long[emitters.size()];
		this.counts.put(key, counts);
		Disposable.Composite all = Disposables.composite();
		for (int i = 0; i < counts.length; i++) {
			int stream = i;
			all.add(Flux.interval(Duration.ofMillis(2 + stream), Schedulers.parallel())
				.onBackpressureDrop()
				.subscribe((tick) -> {
					emitters.get(stream).accept(counts[stream]++);
					namespace.asVolatile().emit("volatile", "text");
				}));
		}
		this.running.put(key, all);
	}

	/**
	 * Stop, and tell how many numbers there are of each kind by one last event.
	 */
	void stop(SocketIOSocket socket, String key) {
		this.running.remove(key).dispose();
		// What is being emitted at this moment comes before
		Schedulers.parallel()
			.schedule(() -> socket.emit("counts", (Object) this.counts.remove(key)), 50, TimeUnit.MILLISECONDS);
	}

}
