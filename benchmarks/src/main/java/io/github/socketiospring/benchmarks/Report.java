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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the table and the picture into the documentation.
 */
final class Report {

	private static final String BEGIN = "// The benchmarks write what follows\n";

	private static final String END = "// The benchmarks write what precedes\n";

	private final Results results;

	private final Environment environment;

	Report(Results results, Environment environment) {
		this.results = results;
		this.environment = environment;
	}

	/**
	 * Write.
	 * @param docs the directory of the documentation
	 */
	void write(Path docs) throws IOException {
		Path page = docs.resolve("benchmarks.adoc");
		String text = Files.readString(page);
		int begin = text.indexOf(BEGIN);
		int end = text.indexOf(END);
		if (begin == -1 || end < begin) {
			throw new IOException(page + " has no place for the table");
		}
		Files.writeString(page, text.substring(0, begin + BEGIN.length()) + table() + text.substring(end));
		Files.writeString(docs.resolve("images/benchmarks.svg"), new Chart(this.results).draw());
	}

	String table() {
		StringBuilder table = new StringBuilder("%s. %s. %s.%n%n".formatted(this.environment.date(),
				this.environment.machine(), this.environment.versions()));
		table.append("image::images/benchmarks.svg[How many times Node.js's rate each server reaches]\n\n");
		table.append("[cols=\"9,5,5,5,5,3,4,3,4,4\"]\n|===\n");
		table.append("| | socketio-spring | Node.js | netty-socketio | hard-coded limit "
				+ "| × Node.js | × netty-socketio | × limit | server's CPU | generator's CPU\n");
		for (Metric metric : this.results.metrics()) {
			String limit = Double.isNaN(this.results.median(metric, "limit")) ? "limit-webflux" : "limit";
			appendRow(table, metric, metric.title() + ", " + metric.unit(), "ours", limit);
			for (Contestant contestant : this.results.contestants(metric)) {
				if (contestant.name().startsWith("ours-")) {
					appendRow(table, metric, "… " + contestant.title(), contestant.name(), limit);
				}
			}
		}
		return table.append("|===\n").toString();
	}

	private void appendRow(StringBuilder table, Metric metric, String title, String ours, String limit) {
		List<String> cells = new ArrayList<>(List.of(title));
		for (String contestant : List.of(ours, "node", "netty-socketio", limit)) {
			cells.add(figure(this.results.median(metric, contestant)));
		}
		String voidness = this.results.voidness();
		table.append("\n| ").append(String.join(" | ", cells)).append('\n');
		if (voidness != null) {
			table.append("3+| ").append(voidness).append('\n');
		}
		else {
			for (String other : List.of("node", "netty-socketio", limit)) {
				String ratio = ratio(this.results.median(metric, ours) / this.results.median(metric, other));
				boolean isVoid = this.results.isVoid(metric, ours) || this.results.isVoid(metric, other);
				table.append("| ").append((isVoid && !ratio.isEmpty()) ? "void (" + ratio + ")" : ratio).append(' ');
			}
		}
		table
			.append("| " + ratio(this.results.serverCpu(metric, ours)) + " | "
					+ ratio(this.results.generatorCpu(metric, ours)))
			.append('\n');
	}

	/**
	 * Three digits that count.
	 */
	static String figure(double value) {
		if (Double.isNaN(value)) {
			return "";
		}
		if (value < 100) {
			return ratio(value);
		}
		double unit = Math.pow(10, Math.floor(Math.log10(value)) - 2);
		return String.format("%,.0f", Math.round(value / unit) * unit);
	}

	static String ratio(double value) {
		return Double.isNaN(value) ? "" : String.format((value < 10) ? "%.2f" : "%.1f", value);
	}

}
