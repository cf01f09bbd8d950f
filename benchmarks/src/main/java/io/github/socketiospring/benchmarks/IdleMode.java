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

import io.github.socketiospring.benchmarks.load.Idlers;

/**
 * The memory of a server that each WebSocket needs which does nothing.
 *
 * @param contestants who is measured
 * @param connections how many
 */
record IdleMode(List<String> contestants, int connections) implements Mode {

	private static final Metric HEAP = new Metric("idle-heap", "of these, heap after a collection", "bytes");

	/** These create what is there once. */
	private static final int FIRST = 500;

	/** A heap that is resident as a whole, so that what else is resident can be told. */
	private static final List<String> JVM_OPTIONS = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

	@Override
	public String name() {
		return "idle";
	}

	@Override
	public List<Metric> metrics() {
		return List.of(total(), HEAP);
	}

	private Metric total() {
		return new Metric("idle", "Memory of an idle WebSocket connection, %,d of them".formatted(this.connections),
				"bytes");
	}

	@Override
	public Trial prepare(Contestant contestant, Settings settings, Results soFar) {
		return () -> {
			try (LoadedServer<Idlers> server = LoadedServer.start(contestant, JVM_OPTIONS, settings.generator(),
					(generator, port) -> new Idlers(generator, port, FIRST))) {
				long pid = server.server().pid();
				long heap = contestant.collectGarbage(server.server());
				long resident = Proc.residentBytes(pid);
				Stopwatch watch = new Stopwatch(pid);
				Idlers idlers = new Idlers(settings.generator(), server.port(), this.connections);
				server.connect(idlers);
				Stopwatch.Reading reading = watch.read();
				heap = contestant.collectGarbage(server.server()) - heap;
				resident = Proc.residentBytes(pid) - resident;
				settings.generator().run(idlers::close);
				return new Sample(
						Map.of(total(), (double) (heap + resident) / this.connections, HEAP,
								(heap != 0) ? (double) heap / this.connections : Double.NaN),
						reading.serverCpu(), reading.generatorCpu());
			}
		};
	}

}
