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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.benchmarks.load.Generator;

/**
 * Measures: see the reference documentation, {@code docs/benchmarks.adoc}.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Run.
	 * @param args options, each {@code --name value}
	 * @throws Exception if a contestant cannot be measured
	 */
	public static void main(String[] args) throws Exception {
		Options options = Options.parse(args);
		ServerProcess.pinGenerator();
		List<Contestant> contestants = Contestants.all(options.directory(), options.otherBuild())
			.stream()
			.filter((contestant) -> options.contestants().contains(contestant.name()))
			.toList();
		try (Generator generator = new Generator()) {
			Settings settings = new Settings(generator, options.rounds(), options.warmUp(), options.round());
			for (Mode mode : Modes.all()) {
				if (options.modes().contains(mode.name())) {
					print(mode, measure(mode, contestants, settings));
				}
			}
		}
	}

	/**
	 * Contestants take turns, so that what disturbs the machine disturbs all of them.
	 */
	private static Map<Contestant, List<Sample>> measure(Mode mode, List<Contestant> contestants, Settings settings)
			throws Exception {
		Map<Contestant, List<Sample>> samples = new LinkedHashMap<>();
		List<Mode.Trial> trials = new ArrayList<>();
		for (Contestant contestant : contestants) {
			trials.add(mode.prepare(contestant, settings));
			samples.put(contestant, new ArrayList<>());
		}
		for (int i = 0; i < settings.rounds(); i++) {
			Iterator<Mode.Trial> next = trials.iterator();
			for (List<Sample> rounds : samples.values()) {
				rounds.add(next.next().measure());
			}
		}
		for (Mode.Trial trial : trials) {
			trial.close();
		}
		return samples;
	}

	private static void print(Mode mode, Map<Contestant, List<Sample>> samples) {
		for (Metric metric : mode.metrics()) {
			System.out.println(metric.title() + ", " + metric.unit());
			samples
				.forEach((contestant, rounds) -> System.out.printf("  %-16s %,12.0f  server %.2f generator %.2f  %s%n",
						contestant.name(),
						median(rounds.stream().mapToDouble((sample) -> sample.value(metric)).toArray()),
						median(rounds.stream().mapToDouble(Sample::serverCpu).toArray()),
						median(rounds.stream().mapToDouble(Sample::generatorCpu).toArray()),
						rounds.stream().map((sample) -> String.format("%,.0f", sample.value(metric))).toList()));
		}
	}

	private static double median(double[] values) {
		Arrays.sort(values);
		return values[values.length / 2];
	}

}
