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

import io.github.socketiospring.benchmarks.load.Exchange;
import io.github.socketiospring.benchmarks.load.Exchange.Question;
import io.github.socketiospring.benchmarks.load.PacedExchange;
import org.HdrHistogram.Histogram;

/**
 * How long echoes take at half of what Node.js can do.
 *
 * @param contestants who is measured
 * @param packet what is sent
 */
record LatencyMode(List<String> contestants, String packet) implements Mode {

	private static final Metric P50 = new Metric("latency-p50", "Time of an echo at half of Node.js's rate: p50", "µs");

	private static final Metric P99 = new Metric("latency-p99", "p99", "µs");

	private static final Metric P999 = new Metric("latency-p99.9", "p99.9", "µs");

	private static final int CONNECTIONS = 50;

	/** If Node.js was not measured. */
	private static final double DEFAULT_RATE = 30_000;

	@Override
	public String name() {
		return "latency";
	}

	@Override
	public List<Metric> metrics() {
		return List.of(P50, P99, P999);
	}

	@Override
	public Trial prepare(Contestant contestant, Settings settings, Results soFar) throws Exception {
		LoadedServer<PacedExchange> server = start(contestant, settings, soFar, this.packet);
		return new Trial() {

			@Override
			public Sample measure() throws Exception {
				LoadedServer.Run run = server.run(settings.round());
				Histogram times = settings.generator().call(server.load()::histogram);
				return run.sample(Map.of(P50, micros(times, 50), P99, micros(times, 99), P999, micros(times, 99.9)));
			}

			@Override
			public void close() throws Exception {
				server.close();
			}

		};
	}

	/**
	 * Start a contestant and warm it up, first under a load that always waits for it: at
	 * the pace that is measured, which is half of what Node.js can do, a compiler would
	 * not be done for a long time.
	 */
	static LoadedServer<PacedExchange> start(Contestant contestant, Settings settings, Results soFar, String packet)
			throws Exception {
		double nodeRate = soFar.median("echo", "node");
		double rate = Double.isNaN(nodeRate) ? DEFAULT_RATE : nodeRate / 2;
		LoadedServer<PacedExchange> server = LoadedServer.start(contestant, LoadedServer.JVM_OPTIONS,
				settings.generator(),
				(generator, port) -> new PacedExchange(generator, port, CONNECTIONS, packet, rate));
		Exchange busy = new Exchange(settings.generator(), server.port(), CONNECTIONS, 1,
				Question.text(packet, packet));
		server.connect(busy);
		server.warmUp(busy, settings.warmUp());
		settings.generator().run(busy::close);
		server.warmUp(settings.warmUp());
		return server;
	}

	private static double micros(Histogram times, double percentile) {
		return times.getValueAtPercentile(percentile) / 1000.0;
	}

}
