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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

/**
 * What was found: by metric and contestant the samples of all rounds. Figures are
 * medians, or {@link Double#NaN} where nothing was measured.
 */
final class Results {

	private static final double MAX_GENERATOR_CPU = 0.9;

	private static final double MIN_LIMIT = 8;

	private final Map<Metric, Map<Contestant, List<Sample>>> samples = new LinkedHashMap<>();

	private final List<String> failures = new ArrayList<>();

	void add(Mode mode, Contestant contestant, Sample sample) {
		for (Metric metric : mode.metrics()) {
			this.samples.computeIfAbsent(metric, (key) -> new LinkedHashMap<>())
				.computeIfAbsent(contestant, (key) -> new ArrayList<>())
				.add(sample);
		}
	}

	void addFailure(Mode mode, Contestant contestant, Exception failure) {
		this.failures.add("%s in %s: %s".formatted(contestant.name(), mode.name(), failure));
	}

	/**
	 * Who could not be measured, and why.
	 */
	List<String> failures() {
		return this.failures;
	}

	Set<Metric> metrics() {
		return this.samples.keySet();
	}

	Collection<Contestant> contestants(Metric metric) {
		return this.samples.getOrDefault(metric, Map.of()).keySet();
	}

	/**
	 * What all rounds found, in their order.
	 */
	List<String> rounds(Metric metric, String contestant) {
		return samples(metric, contestant).stream()
			.map((sample) -> String.format("%,.2f", sample.value(metric)))
			.toList();
	}

	double median(String metric, String contestant) {
		return this.samples.keySet()
			.stream()
			.filter((candidate) -> candidate.name().equals(metric))
			.mapToDouble((found) -> median(found, contestant))
			.findFirst()
			.orElse(Double.NaN);
	}

	double median(Metric metric, String contestant) {
		return median(metric, contestant, (sample) -> sample.value(metric));
	}

	double serverCpu(Metric metric, String contestant) {
		return median(metric, contestant, Sample::serverCpu);
	}

	double generatorCpu(Metric metric, String contestant) {
		return median(metric, contestant, Sample::generatorCpu);
	}

	/**
	 * Why no figure says anything.
	 * @return the reason, or null if they do
	 */
	@Nullable String voidness() {
		double limit = median("echo", "limit") / median("echo", "node");
		return (limit < MIN_LIMIT) ? String.format("void: the limit's echo is only %.1f times Node.js's", limit) : null;
	}

	/**
	 * Whether the figure of a contestant may be that of the load generator.
	 */
	boolean isVoid(Metric metric, String contestant) {
		return generatorCpu(metric, contestant) > MAX_GENERATOR_CPU;
	}

	private double median(Metric metric, String contestant, ToDoubleFunction<Sample> figure) {
		double[] values = samples(metric, contestant).stream().mapToDouble(figure).sorted().toArray();
		if (values.length == 0) {
			return Double.NaN;
		}
		int middle = values.length / 2;
		return (values.length % 2 == 1) ? values[middle] : (values[middle - 1] + values[middle]) / 2;
	}

	private List<Sample> samples(Metric metric, String contestant) {
		for (Map.Entry<Contestant, List<Sample>> entry : this.samples.getOrDefault(metric, Map.of()).entrySet()) {
			if (entry.getKey().name().equals(contestant)) {
				return entry.getValue();
			}
		}
		return List.of();
	}

}
