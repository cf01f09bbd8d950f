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

/**
 * Draws how many times Node.js's rate each server reaches: a bar for each, and a mark for
 * the limit. The picture suits light and dark pages.
 */
final class Chart {

	private static final int WIDTH = 860;

	private static final int LABELS = 250;

	private static final int BARS = WIDTH - LABELS - 60;

	private static final int BAR = 14;

	private static final int GROUP = 3 * (BAR + 2) + 18;

	private static final int TOP = 64;

	private static final int NUMBER = 42;

	private static final List<String> SERVERS = List.of("ours", "netty-socketio", "node");

	private static final String STYLE = """
			<style>
			text { font: 13px system-ui, sans-serif; fill: #1f2328 }
			.title { font-size: 16px; font-weight: 600 }
			.note { font-size: 12px; fill: #59636e }
			.ours { fill: #1a7f37 } .netty-socketio { fill: #8c959f } .node { fill: #bbc3cb }
			.limit { stroke: #cf222e; stroke-width: 2 }
			.page { fill: #ffffff }
			@media (prefers-color-scheme: dark) {
			text { fill: #f0f6fc } .note { fill: #9198a1 } .page { fill: #0d1117 }
			.ours { fill: #3fb950 } .netty-socketio { fill: #7d8590 } .node { fill: #4b535d }
			.limit { stroke: #ff7b72 }
			}
			</style>
			""";

	private final Results results;

	private final List<Metric> metrics;

	private final double scale;

	Chart(Results results) {
		this.results = results;
		this.metrics = results.metrics()
			.stream()
			.filter((metric) -> metric.isRate() && results.voidness() == null && !Double.isNaN(ratio(metric, "ours")))
			.toList();
		this.scale = BARS / this.metrics.stream()
			.mapToDouble((metric) -> Math.max(ratio(metric, "ours"), limit(metric)))
			.max()
			.orElse(1);
	}

	String draw() {
		int height = TOP + this.metrics.size() * GROUP;
		StringBuilder svg = new StringBuilder(
				"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n".formatted(WIDTH,
						height));
		svg.append("<title>How many times Node.js's rate each server reaches on one core</title>\n").append(STYLE);
		svg.append("<rect class=\"page\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n".formatted(WIDTH, height));
		text(svg, "title", 16, 26, "Times the rate of Node.js socket.io, on one core");
		int x = 16;
		for (String server : SERVERS) {
			svg.append("<rect class=\"%s\" x=\"%d\" y=\"38\" width=\"12\" height=\"12\" rx=\"2\"/>%n".formatted(server,
					x));
			text(svg, "note", x + 18, 48, title(server));
			x += 150;
		}
		svg.append("<line class=\"limit\" x1=\"%d\" x2=\"%d\" y1=\"38\" y2=\"50\"/>%n".formatted(x + 6, x + 6));
		text(svg, "note", x + 18, 48, "the limit: hard-coded answers");
		int y = TOP;
		for (Metric metric : this.metrics) {
			draw(svg, metric, y);
			y += GROUP;
		}
		return svg.append("</svg>\n").toString();
	}

	private void draw(StringBuilder svg, Metric metric, int top) {
		int y = top;
		String[] lines = metric.title().split(", ", 2);
		text(svg, "label", 16, y + 18, lines[0]);
		text(svg, "note", 16, y + 36, (lines.length > 1) ? lines[1] : "");
		for (String server : SERVERS) {
			double ratio = ratio(metric, server);
			if (!Double.isNaN(ratio)) {
				double width = ratio * this.scale;
				svg.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n"
					.formatted(server, LABELS, y, width, BAR));
				// Not where the mark of the limit is
				double mark = server.equals("ours") ? limit(metric) * this.scale : Double.NaN;
				double end = (mark >= width && mark < width + NUMBER) ? mark : width;
				text(svg, "note", (int) (LABELS + end + 6), y + 11, Report.ratio(ratio));
			}
			y += BAR + 2;
		}
		double limit = limit(metric);
		if (!Double.isNaN(limit)) {
			double x = LABELS + limit * this.scale;
			svg.append("<line class=\"limit\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n".formatted(x, x, top - 2,
					top + BAR + 2));
		}
	}

	private static void text(StringBuilder svg, String style, int x, int y, String text) {
		svg.append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(style, x, y, text));
	}

	private String title(String server) {
		return this.metrics.stream()
			.flatMap((metric) -> this.results.contestants(metric).stream())
			.filter((contestant) -> contestant.name().equals(server))
			.map(Contestant::title)
			.findFirst()
			.orElse(server);
	}

	private double limit(Metric metric) {
		double limit = ratio(metric, "limit");
		return Double.isNaN(limit) ? ratio(metric, "limit-webflux") : limit;
	}

	private double ratio(Metric metric, String contestant) {
		return this.results.median(metric, contestant) / this.results.median(metric, "node");
	}

}
