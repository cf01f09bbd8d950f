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
	 * @throws Exception if a contestant cannot be measured
	 */
	public static void main(String[] args) throws Exception {
		Locale.setDefault(Locale.ROOT);
		Options options = Options.parse(args);
		ServerProcess.pin();
		Results results = run(options);
		results.failures().forEach(System.err::println);
		if (!options.docs().isEmpty()) {
			new Report(results, Environment.find(options.directory())).write(Path.of(options.docs()));
		}
	}

	/**
	 * Measure.
	 */
	static Results run(Options options) throws Exception {
		Benchmarks benchmarks = new Benchmarks(options);
		try (Generator generator = new Generator()) {
			Settings settings = new Settings(generator, options.rounds(), options.warmUp(), options.round());
			for (Mode mode : Modes.all(options.quick())) {
				if (options.admit(mode)) {
					benchmarks.measure(mode, settings);
				}
			}
		}
		return benchmarks.results;
	}

	/**
	 * Contestants take turns, so that what disturbs the machine disturbs all of them.
	 */
	private void measure(Mode mode, Settings settings) throws Exception {
		Map<Contestant, Mode.Trial> trials = new LinkedHashMap<>();
		try {
			for (Contestant contestant : contestants(mode)) {
				try {
					trials.put(contestant, mode.prepare(contestant, settings, this.results));
				}
				catch (IllegalStateException ex) {
					// The others can still be measured
					this.results.addFailure(mode, contestant, ex);
				}
			}
			for (int i = 0; i < settings.rounds(); i++) {
				for (Map.Entry<Contestant, Mode.Trial> trial : trials.entrySet()) {
					this.results.add(mode, trial.getKey(), trial.getValue().measure());
				}
			}
		}
		finally {
			for (Mode.Trial trial : trials.values()) {
				trial.close();
			}
		}
		print(mode);
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

}
