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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.github.socketiospring.benchmarks.load.Generator;
import io.github.socketiospring.benchmarks.load.Load;

/**
 * A contestant that runs, and a load whose clients are connected to it.
 *
 * @param <L> the type of the load
 */
final class LoadedServer<L extends Load> implements AutoCloseable {

	/** The heap of servers on the JVM: the same for all. */
	static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m");

	/** The first moments after other servers had the core are not measured. */
	private static final Duration RAMP = Duration.ofMillis(200);

	/** What is not so much faster is noise. */
	private static final double FASTER = 1.05;

	/** How often the server may be no faster before it counts as warm. */
	private static final int PATIENCE = 3;

	private static final int MOST_SPANS = 12;

	private final Generator generator;

	private final ServerProcess server;

	private final int port;

	private final L load;

	private LoadedServer(Generator generator, ServerProcess server, LoadFactory<L> loads) throws Exception {
		this.generator = generator;
		this.server = server;
		this.port = server.port();
		this.load = loads.create(generator, this.port);
		connect(this.load);
	}

	static <L extends Load> LoadedServer<L> start(Contestant contestant, List<String> jvmOptions, Generator generator,
			LoadFactory<L> loads) throws Exception {
		ServerProcess server = ServerProcess.start(contestant, jvmOptions);
		try {
			return new LoadedServer<>(generator, server, loads);
		}
		catch (Exception ex) {
			server.close();
			throw new IllegalStateException(contestant.name() + " cannot be loaded", ex);
		}
	}

	/**
	 * Connect a load.
	 */
	void connect(Load load) throws Exception {
		this.generator.run(load::connect);
		this.generator.await("connected", load::isConnected);
	}

	ServerProcess server() {
		return this.server;
	}

	int port() {
		return this.port;
	}

	L load() {
		return this.load;
	}

	Run run(Duration time) throws Exception {
		return run(this.load, time);
	}

	/**
	 * Load the server for some time.
	 */
	Run run(Load load, Duration time) throws Exception {
		this.generator.run(load::start);
		Callable<Run> end = this.generator.callAfter(RAMP, () -> measure(load));
		return stop(load, this.generator.callAfter(time, end));
	}

	/**
	 * Load the server, span by span, until it becomes no faster: what its compiler needs
	 * time for, or many requests, is not to be measured. The compiler has the other core
	 * meanwhile.
	 */
	void warmUp(Duration span) throws Exception {
		warmUp(this.load, span);
	}

	void warmUp(Load load, Duration span) throws Exception {
		this.server.share(true);
		double best = 0;
		int patience = PATIENCE;
		for (int i = 0; i < MOST_SPANS && patience > 0; i++) {
			double rate = run(load, span).rate();
			patience = (rate > FASTER * best) ? PATIENCE : patience - 1;
			best = Math.max(best, rate);
		}
		this.server.share(false);
	}

	/**
	 * Load the server until it has done so much.
	 */
	Run runUntil(long amount) throws Exception {
		Callable<Run> end = this.generator.call(() -> measure(this.load));
		long before = this.generator.call(this.load::count);
		this.generator.run(this.load::start);
		this.generator.await("done", () -> this.load.count() - before >= amount);
		return stop(this.load, this.generator.call(end));
	}

	/**
	 * Begin to measure. Called on the event loop of the generator, as the end is.
	 * @return the end, which tells what was found
	 */
	private Callable<Run> measure(Load load) throws IOException {
		Stopwatch watch = new Stopwatch(this.server.pid());
		long before = load.count();
		load.reset();
		return () -> {
			long count = load.count() - before;
			Stopwatch.Reading reading = watch.read();
			return new Run(count / reading.seconds(), reading.serverCpu(), reading.generatorCpu());
		};
	}

	private Run stop(Load load, Run run) throws Exception {
		this.generator.run(load::stop);
		this.generator.await("answered", load::isIdle);
		return run;
	}

	@Override
	public void close() throws Exception {
		this.generator.run(this.load::close);
		this.server.close();
	}

	/**
	 * Creates a load.
	 *
	 * @param <L> its type
	 */
	interface LoadFactory<L extends Load> {

		/**
		 * Create the load for the server on a port.
		 */
		L create(Generator generator, int port);

	}

	/**
	 * What a run found.
	 *
	 * @param rate what was done, a second
	 * @param serverCpu the share of its core that the server used
	 * @param generatorCpu the share of its core that the load generator used
	 */
	record Run(double rate, double serverCpu, double generatorCpu) {

		Sample sample(Map<Metric, Double> values) {
			return new Sample(values, this.serverCpu, this.generatorCpu);
		}

	}

}
