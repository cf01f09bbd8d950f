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

package io.github.socketiospring.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.SocketIOController;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Live figures of this instance, in a namespace of their own: event {@code stats} with a
 * list of {@link Sample}s. It needs no sign-in, and shares the connection of the chat.
 */
@SocketIOController
@Namespace("/stats")
@RegisterReflectionForBinding(StatsController.Sample.class)
class StatsController {

	private static final int KEPT = 60;

	private final SocketIONamespace chat;

	private final SocketIONamespace stats;

	private final ChatRooms rooms;

	private final Receipts receipts;

	private final Deque<Sample> samples = new ArrayDeque<>();

	StatsController(SocketIOServer server, ChatRooms rooms, Receipts receipts) {
		this.chat = server.of("/");
		this.stats = server.of("/stats");
		this.rooms = rooms;
		this.receipts = receipts;
	}

	/**
	 * Begin with the last minute, oldest first.
	 */
	@OnConnect
	void connected(SocketIOSocket socket) {
		socket.emit("stats", lastMinute());
	}

	/**
	 * Then one more each second, for everybody at this instance at once.
	 */
	@Scheduled(fixedRate = 1000)
	void sample() {
		Sample sample = new Sample(this.chat.sockets().size(), this.receipts.takeCount(), this.rooms.names().size());
		keep(sample);
		this.stats.local().emit("stats", List.of(sample));
	}

	private synchronized void keep(Sample sample) {
		this.samples.addLast(sample);
		if (this.samples.size() > KEPT) {
			this.samples.removeFirst();
		}
	}

	private synchronized List<Sample> lastMinute() {
		return List.copyOf(this.samples);
	}

	/**
	 * The figures of a second.
	 *
	 * @param connections how many sockets are in the chat
	 * @param messagesPerSecond how many messages of all kinds were accepted
	 * @param rooms how many rooms there are
	 */
	record Sample(int connections, long messagesPerSecond, int rooms) {

	}

}
