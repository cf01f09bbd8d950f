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

import io.github.socketiospring.benchmarks.load.Exchange;
import io.github.socketiospring.benchmarks.load.Exchange.Question;

/**
 * All modes. The hard-coded answers know what is sent here.
 */
final class Modes {

	private static final String TEXT = "0123456789abcdef0123456789abcdef";

	static final Question ECHO = Question.text("42[\"echo\",\"" + TEXT + "\"]", "42[\"echo\",\"" + TEXT + "\"]");

	private static final Question ACK = Question.text("421[\"ack\",\"" + TEXT + "\"]", "431[\"" + TEXT + "\"]");

	private static final String RECORD_PACKET = "42[\"record\",{\"id\":12345,\"name\":\"Ada Lovelace\",\"value\":3.25}]";

	private static final Question RECORD = Question.text(RECORD_PACKET, RECORD_PACKET);

	private static final Question BINARY = Question.binary("451-[\"binary\",{\"_placeholder\":true,\"num\":0}]",
			new byte[1024]);

	private static final List<Mode> ALL = List.of(
			exchange("echo", "Echo, 50 connections, 8 in flight, 32 B text", 50, 8, ECHO),
			exchange("ack", "Acknowledgement, the same", 50, 8, ACK),
			exchange("record", "Echo of a record with three fields", 50, 8, RECORD),
			exchange("echo-1000", "Echo, 1,000 connections, 1 in flight", 1000, 1, ECHO),
			exchange("binary", "Echo of 1 KiB binary", 50, 8, BINARY));

	private Modes() {
	}

	static List<Mode> all() {
		return ALL;
	}

	private static Mode exchange(String name, String title, int connections, int inFlight, Question question) {
		return new ThroughputMode(Metric.rate(name, title, "answers"),
				(generator, port) -> new Exchange(generator, port, connections, inFlight, question));
	}

}
