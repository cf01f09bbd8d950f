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
import java.util.Map;

import io.github.socketiospring.benchmarks.load.Visits;

/**
 * How many clients a server can connect a second: when it has just started, and when it
 * has had many.
 *
 * @param contestants who is measured
 * @param cold the first that are counted
 * @param before how many come before the others that are
 * @param warm the others
 */
record ConnectMode(List<String> contestants, int cold, int before, int warm) implements Mode {

	private static final Metric COLD = Metric.rate("connect-cold", "Connections, of a server just started",
			"connections");

	@Override
	public String name() {
		return "connect";
	}

	@Override
	public List<Metric> metrics() {
		return List.of(COLD, warmed());
	}

	private Metric warmed() {
		return Metric.rate("connect-warm", "Connections, after %,d".formatted(this.before), "connections");
	}

	@Override
	public Trial prepare(Contestant contestant, Settings settings, Results soFar) {
		return () -> {
			try (LoadedServer<Visits> server = LoadedServer.start(contestant, LoadedServer.JVM_OPTIONS,
					settings.generator(), Visits::new)) {
				double coldRate = server.runUntil(this.cold).rate();
				server.runUntil(this.before - this.cold);
				LoadedServer.Run run = server.runUntil(this.warm);
				return run.sample(Map.of(COLD, coldRate, warmed(), run.rate()));
			}
		};
	}

}
