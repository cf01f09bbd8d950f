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

import io.github.socketiospring.benchmarks.load.Load;

/**
 * How much a server gets done under a load that always waits for it.
 *
 * @param metric what is counted
 * @param contestants who is measured
 * @param loads creates the load
 */
record ThroughputMode(Metric metric, List<String> contestants, LoadedServer.LoadFactory<Load> loads) implements Mode {

	@Override
	public String name() {
		return this.metric.name();
	}

	@Override
	public List<Metric> metrics() {
		return List.of(this.metric);
	}

	@Override
	public Trial prepare(Contestant contestant, Settings settings, Results soFar) throws Exception {
		LoadedServer<Load> server = LoadedServer.start(contestant, LoadedServer.JVM_OPTIONS, settings.generator(),
				this.loads);
		server.warmUp(settings.warmUp());
		return new Trial() {

			@Override
			public Sample measure() throws Exception {
				LoadedServer.Run run = server.run(settings.round());
				return run.sample(Map.of(ThroughputMode.this.metric, run.rate()));
			}

			@Override
			public void close() throws Exception {
				server.close();
			}

		};
	}

}
