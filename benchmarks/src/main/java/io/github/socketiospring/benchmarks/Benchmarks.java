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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.socketiospring.benchmarks.load.Generator;

/**
 * Measures everything and writes it down: see the reference documentation,
 * {@code docs/benchmarks.adoc}.
 */
public final class Benchmarks {

	private final Options options;

	private final Results results = new Results();

	private Benchmarks(Options options) {
		this.options = options;
	}

	/**
	 * Run.
	 * @param args see the documentation
	 * @throws Exception if something could not be measured, after the report has been
	 * written
	 */
	public static void main(String[] args) throws Exception {
		Locale.setDefault(Locale.ROOT);
		Options options = Options.parse(args);
		ServerProcess.pin();
		Results results = run(options);
		if (!options.docs().isEmpty()) {
			new Report(results, Environment.find(options.directory())).write(Path.of(options.docs()));
		}
		if (!results.failures().isEmpty()) {
			throw new IllegalStateException("Not measured:\n" + String.join("\n", results.failures()));
		}
	}

	/**
	 * Measure.
	 */
	static Results run(Options options) throws IOException {
		Benchmarks benchmarks = new Benchmarks(options);
		for (Mode mode : Modes.all(options.quick())) {
			if (options.admit(mode)) {
				// What goes wrong in one does not concern the next
				try (Generator generator = new Generator()) {
					benchmarks.measure(mode,
							new Settings(generator, options.rounds(), options.warmUp(), options.round()));
				}
			}
		}
		return benchmarks.results;
	}

	/**
	 * Contestants take turns, so that what disturbs the machine disturbs all of them.
	 */
	private void measure(Mode mode, Settings settings) throws IOException {
		Map<Contestant, Mode.Trial> trials = new LinkedHashMap<>();
		for (Contestant contestant : contestants(mode)) {
			attempt(mode, contestant, () -> trials.put(contestant, mode.prepare(contestant, settings, this.results)));
		}
		for (int i = 0; i < settings.rounds(); i++) {
			trials.forEach((contestant, trial) -> attempt(mode, contestant,
					() -> this.results.add(mode, contestant, trial.measure())));
		}
		trials.forEach((contestant, trial) -> attempt(mode, contestant, trial::close));
		print(mode);
	}

	/**
	 * What goes wrong with one contestant does not concern the others.
	 */
	private void attempt(Mode mode, Contestant contestant, Step step) {
		try {
			step.run();
		}
		catch (Exception ex) {
			this.results.addFailure(mode, contestant, ex);
		}
	}

	private Iterable<Contestant> contestants(Mode mode) throws IOException {
		return Contestants.all(this.options.directory(), this.options.otherBuild())
			.stream()
			.filter((contestant) -> this.options.admit(mode, contestant))
			.toList();
	}

	/**
	 * What was found is what this command prints.
	 */
	private void print(Mode mode) {
		for (Metric metric : mode.metrics()) {
			System.out.printf("%s: %s, %s%n", metric.name(), metric.title(), metric.unit());
			for (Contestant contestant : this.results.contestants(metric)) {
				System.out.printf("  %-16s %,12.2f   server %.2f, generator %.2f of a core   rounds %s%n",
						contestant.name(), this.results.median(metric, contestant.name()),
						this.results.serverCpu(metric, contestant.name()),
						this.results.generatorCpu(metric, contestant.name()),
						this.results.rounds(metric, contestant.name()));
			}
		}
	}

	private interface Step {

		void run() throws Exception;

	}

}
