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

package io.github.socketiospring.benchmarks;

import java.util.List;
import java.util.stream.Stream;

import io.github.socketiospring.benchmarks.load.Broadcasts;
import io.github.socketiospring.benchmarks.load.Chat;
import io.github.socketiospring.benchmarks.load.Exchange;
import io.github.socketiospring.benchmarks.load.Exchange.Question;
import io.github.socketiospring.benchmarks.load.Load;
import io.github.socketiospring.benchmarks.load.Polling;

/**
 * All modes. The hard-coded answers know what is sent here.
 */
final class Modes {

	private static final String TEXT = "0123456789abcdef0123456789abcdef";

	private static final String ECHO_PACKET = "42[\"echo\",\"" + TEXT + "\"]";

	private static final Question ECHO = Question.text(ECHO_PACKET, ECHO_PACKET);

	private static final Question ACK = Question.text("421[\"ack\",\"" + TEXT + "\"]", "431[\"" + TEXT + "\"]");

	private static final String RECORD_PACKET = "42[\"record\",{\"id\":12345,\"name\":\"Ada Lovelace\",\"value\":3.25}]";

	private static final Question RECORD = Question.text(RECORD_PACKET, RECORD_PACKET);

	private static final Question BINARY = Question.binary("451-[\"binary\",{\"_placeholder\":true,\"num\":0}]",
			new byte[1024]);

	private static final String LONG_TEXT = TEXT.repeat(4);

	private static final String BROADCAST_PACKET = "42[\"broadcast\",\"" + LONG_TEXT + "\"]";

	private static final List<String> PEERS = List.of("ours", "node", "netty-socketio");

	private static final List<String> STANDARD = with(PEERS, "limit");

	/** What is behind HTTP is compared with a limit that is, too. */
	private static final List<String> HTTP = with(PEERS, "limit-webflux");

	private static final List<String> VARIANTS = with(STANDARD, "ours-mono", "ours-functional", "ours-portable",
			"ours-metrics", "ours-plain");

	private static final List<String> TURNS = List.of("ours", "node", "limit", "ours-portable");

	private Modes() {
	}

	/**
	 * All of them.
	 * @param quick whether they are to be quick rather than exact
	 */
	static List<Mode> all(boolean quick) {
		return List.of(exchange("echo", "Echo, 50 connections, 8 in flight, 32 B text", VARIANTS, 50, 8, ECHO),
				exchange("ack", "Acknowledgement, 50 connections, 8 in flight, 32 B text", VARIANTS, 50, 8, ACK),
				exchange("record", "Echo of a record with three fields, 50 connections, 8 in flight", STANDARD, 50, 8,
						RECORD),
				exchange("echo-1000", "Echo, 1,000 connections, 1 in flight", STANDARD, 1000, 1, ECHO),
				exchange("binary", "Echo of 1 KiB binary, 50 connections, 8 in flight",
						List.of("ours", "node", "limit"), 50, 8, BINARY),
				deliveries("broadcast", "Broadcast to 1,000, 128 B, 2 in flight",
						(generator, port) -> new Broadcasts(generator, port, 1, 1000, 2, null,
								(group) -> BROADCAST_PACKET)),
				deliveries("room", "Rooms of 100, 128 B, 4 in flight in each of ten",
						(generator, port) -> new Broadcasts(generator, port, 10, 100, 4,
								(group) -> "421[\"join\",\"room-" + group + "\"]",
								(group) -> "42[\"say\",\"room-" + group + "\",\"" + LONG_TEXT + "\"]")),
				new ClusterMode("redis", LONG_TEXT), new ClusterMode("redis-streams", LONG_TEXT),
				deliveries("mixed", "Chat of 1,000 in rooms of 50, 1 % write, 10 % of that moves",
						(generator, port) -> new Chat(generator, port, LONG_TEXT)),
				new ThroughputMode(Metric.rate("polling", "Echo over HTTP long-polling, 50 clients", "answers"), HTTP,
						(generator, port) -> new Polling(generator, port, 50, ECHO_PACKET)),
				quick ? new ConnectMode(HTTP, 2000, 6000, 2000) : new ConnectMode(HTTP, 5000, 30_000, 10_000),
				new IdleMode(STANDARD, quick ? 2000 : OpenFiles.clients()), new LatencyMode(PEERS, ECHO_PACKET),
				new SlowReaderMode(List.of("ours", "ours-portable"), ECHO_PACKET),
				new TurnMode(TURNS, quick ? 1000 : OpenFiles.clients() / TURNS.size(), BROADCAST_PACKET),
				new GrowthMode(List.of("ours"), ECHO, quick ? 2000 : OpenFiles.clients(), quick ? 10_000 : 100_000));
	}

	private static Mode exchange(String name, String title, List<String> contestants, int connections, int inFlight,
			Question question) {
		return new ThroughputMode(Metric.rate(name, title, "answers"), contestants,
				(generator, port) -> new Exchange(generator, port, connections, inFlight, question));
	}

	private static Mode deliveries(String name, String title, LoadedServer.LoadFactory<Load> loads) {
		return new ThroughputMode(Metric.rate(name, title, "deliveries"), STANDARD, loads);
	}

	private static List<String> with(List<String> names, String... more) {
		return Stream.concat(names.stream(), Stream.of(more)).toList();
	}

}
