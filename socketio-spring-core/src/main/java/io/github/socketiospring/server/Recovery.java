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

package io.github.socketiospring.server;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.engineio.Counters;
import io.github.socketiospring.engineio.SessionIds;
import org.jspecify.annotations.Nullable;

/**
 * What the sockets of a server have in common that can be recovered: their secrets, and
 * how often it was done. Safe for use by several threads.
 *
 * @see <a href="https://socket.io/docs/v4/connection-state-recovery">Socket.IO:
 * connection state recovery</a>
 */
final class Recovery {

	private final RecoveryOptions options;

	private final SessionIds pids = new SessionIds();

	private final Map<String, DefaultSocket> connected = new ConcurrentHashMap<>();

	private final Map<RecoveryOutcome, LongAdder> outcomes = new ConcurrentHashMap<>();

	private final ErrorLog errors = new ErrorLog(() -> "An adapter could not restore a session");

	private final Counters<SocketIOCounter> counters;

	Recovery(RecoveryOptions options, Counters<SocketIOCounter> counters) {
		this.options = options;
		this.counters = counters;
	}

	RecoveryOptions options() {
		return this.options;
	}

	ErrorLog errors() {
		return this.errors;
	}

	String nextPid() {
		return this.pids.next();
	}

	/**
	 * The socket that has a secret, as long as it is connected.
	 */
	@Nullable DefaultSocket connected(String pid) {
		return this.connected.get(pid);
	}

	void add(String pid, DefaultSocket socket) {
		this.connected.put(pid, socket);
	}

	void remove(String pid, DefaultSocket socket) {
		this.connected.remove(pid, socket);
	}

	void count(RecoveryOutcome outcome) {
		this.outcomes.computeIfAbsent(outcome, (key) -> new LongAdder()).increment();
		if (outcome != RecoveryOutcome.RECOVERED) {
			this.counters.increment(SocketIOCounter.RECOVERY_FAILED, outcome);
		}
	}

	Map<RecoveryOutcome, Long> counts() {
		Map<RecoveryOutcome, Long> counts = new EnumMap<>(RecoveryOutcome.class);
		for (RecoveryOutcome outcome : RecoveryOutcome.values()) {
			LongAdder count = this.outcomes.get(outcome);
			counts.put(outcome, (count != null) ? count.sum() : 0);
		}
		return Collections.unmodifiableMap(counts);
	}

}
