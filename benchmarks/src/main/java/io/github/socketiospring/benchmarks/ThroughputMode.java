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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.benchmarks.load.Generator;
import io.github.socketiospring.benchmarks.load.Load;

/**
 * How much a server gets done under a load that always waits for it.
 *
 * @param metric what is counted
 * @param loads creates the load
 */
record ThroughputMode(Metric metric, LoadFactory loads) implements Mode {

	/** The first moments after other servers had the core are not measured. */
	private static final Duration RAMP = Duration.ofMillis(200);

	private static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m");

	@Override
	public String name() {
		return this.metric.name();
	}

	@Override
	public List<Metric> metrics() {
		return List.of(this.metric);
	}

	@Override
	public Trial prepare(Contestant contestant, Settings settings) throws Exception {
		ServerProcess server = ServerProcess.start(contestant, JVM_OPTIONS);
		try {
			ThroughputTrial trial = new ThroughputTrial(server, this.loads.create(settings.generator(), server.port()),
					settings);
			trial.connect();
			trial.run(settings.warmUp());
			return trial;
		}
		catch (Exception ex) {
			server.close();
			throw ex;
		}
	}

	/**
	 * Creates a load.
	 */
	interface LoadFactory {

		/**
		 * Create the load for the server on a port.
		 */
		Load create(Generator generator, int port);

	}

	private final class ThroughputTrial implements Trial {

		private final ServerProcess server;

		private final Load load;

		private final Settings settings;

		private ThroughputTrial(ServerProcess server, Load load, Settings settings) {
			this.server = server;
			this.load = load;
			this.settings = settings;
		}

		private void connect() throws Exception {
			this.settings.generator().run(this.load::connect);
			this.settings.generator().await("connected", this.load::isConnected);
		}

		@Override
		public Sample measure() throws Exception {
			return run(this.settings.round());
		}

		private Sample run(Duration time) throws Exception {
			Generator generator = this.settings.generator();
			generator.run(this.load::start);
			Thread.sleep(RAMP.toMillis());
			Stopwatch watch = new Stopwatch(this.server.pid());
			long before = generator.call(this.load::count);
			Thread.sleep(time.toMillis());
			long count = generator.call(this.load::count) - before;
			Stopwatch.Reading reading = watch.read();
			generator.run(this.load::stop);
			generator.await("answered", this.load::isIdle);
			return new Sample(Map.of(ThroughputMode.this.metric, count / reading.seconds()), reading.serverCpu(),
					reading.generatorCpu());
		}

		@Override
		public void close() throws Exception {
			this.settings.generator().run(this.load::close);
			this.settings.generator().await("closed", this.load::isClosed);
			this.server.close();
		}

	}

}
