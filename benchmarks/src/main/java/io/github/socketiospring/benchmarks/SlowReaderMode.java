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

import io.github.socketiospring.benchmarks.load.PacedExchange;
import io.github.socketiospring.benchmarks.load.SlowReader;

/**
 * Whether echoes take longer beside a client that never reads what it gets: the ratio of
 * the 99th percentiles.
 *
 * @param contestants who is measured
 * @param packet what is echoed
 */
record SlowReaderMode(List<String> contestants, String packet) implements Mode {

	private static final Metric SLOW_READER = new Metric("slow-reader",
			"p99 of an echo beside a client that never reads, against none", "ratio");

	@Override
	public String name() {
		return SLOW_READER.name();
	}

	@Override
	public List<Metric> metrics() {
		return List.of(SLOW_READER);
	}

	@Override
	public Trial prepare(Contestant contestant, Settings settings, Results soFar) throws Exception {
		LoadedServer<PacedExchange> server = LatencyMode.start(contestant, settings, soFar, this.packet);
		SlowReader slow = new SlowReader(settings.generator(), server.port());
		server.connect(slow);
		server.run(slow, settings.warmUp());
		return new Trial() {

			@Override
			public Sample measure() throws Exception {
				server.run(settings.round());
				double alone = p99();
				settings.generator().run(slow::start);
				LoadedServer.Run run = server.run(settings.round());
				settings.generator().run(slow::stop);
				return run.sample(Map.of(SLOW_READER, p99() / alone));
			}

			private double p99() throws Exception {
				return settings.generator().call(server.load()::histogram).getValueAtPercentile(99);
			}

			@Override
			public void close() throws Exception {
				settings.generator().run(slow::close);
				server.close();
			}

		};
	}

}
