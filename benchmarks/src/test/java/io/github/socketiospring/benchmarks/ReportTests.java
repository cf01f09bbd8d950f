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
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link Report}, {@link Chart} and {@link Results}.
 */
class ReportTests {

	private static final Mode ECHO = Modes.all(true).get(0);

	private static final Metric METRIC = ECHO.metrics().get(0);

	private final Results results = new Results();

	private final Report report = new Report(this.results,
			new Environment(LocalDate.of(2026, 1, 2), "A machine", "Versions"));

	@Test
	void writesRatiosOfMedians() {
		add("ours", 0.5, 100, 700_000, 900_000_000);
		add("node", 0.3, 70_000);
		add("limit", 0.6, 900_000);
		add("ours-mono", 0.5, 350_000);
		assertThat(this.report.table()).contains("2026-01-02. A machine. Versions.")
			.contains("| 700,000 | 70,000 |  | 900,000\n| 10.0 |  | 0.78 | 1.00 | 0.50\n")
			.contains("| … `Mono` handlers | 350,000 | 70,000 |  | 900,000\n| 5.00 |  | 0.39 |");
	}

	@Test
	void voidsRatioToFigureOfBusyGenerator() {
		add("ours", 0.5, 700_000);
		add("node", 0.9, 70_000);
		add("limit", 0.91, 900_000);
		assertThat(this.report.table()).contains("| 10.0 |  | void (0.78) |");
	}

	@Test
	void voidsRatiosOfFigureOfBusyGenerator() {
		add("ours", 0.91, 700_000);
		add("node", 0.3, 70_000);
		add("limit", 0.9, 900_000);
		assertThat(this.report.table()).contains("| void (10.0) |  | void (0.78) |");
	}

	@Test
	void voidsRowsWhereTheLimitIsTooNear() {
		add("node", 0.3, 70_000);
		add("limit", 0.5, 7.9 * 70_000);
		assertThat(this.results.voidness()).contains("7.9");
		assertThat(this.report.table()).contains("3+| void: ");
	}

	@Test
	void letsRowsStandOtherwise() {
		add("node", 0.9, 70_000);
		add("limit", 0.5, 8 * 70_000);
		assertThat(this.results.voidness()).isNull();
	}

	@Test
	void roundsFigures() {
		assertThat(Report.figure(123_456)).isEqualTo("123,000");
		assertThat(Report.figure(4_567)).isEqualTo("4,570");
		assertThat(Report.figure(45.678)).isEqualTo("45.7");
		assertThat(Report.figure(1.234)).isEqualTo("1.23");
		assertThat(Report.figure(Double.NaN)).isEmpty();
	}

	@Test
	void replacesWhatStandsBetweenTheMarks(@TempDir Path docs) throws IOException {
		Files.createDirectory(docs.resolve("images"));
		Path page = docs.resolve("benchmarks.adoc");
		Files.writeString(page,
				"before\n// The benchmarks write what follows\nold\n// The benchmarks write what precedes\nafter\n");
		add("node", 0.3, 70_000);
		this.report.write(docs);
		assertThat(page).content().startsWith("before\n").endsWith("after\n").contains("|===").doesNotContain("old");
		assertThat(docs.resolve("images/benchmarks.svg")).content().startsWith("<svg ");
	}

	@Test
	void refusesPageWithoutMarks(@TempDir Path docs) throws IOException {
		Files.writeString(docs.resolve("benchmarks.adoc"), "nothing\n");
		assertThatIOException().isThrownBy(() -> this.report.write(docs));
	}

	@Test
	void drawsABarForEachServerAndAMarkForTheLimit() throws Exception {
		add("ours", 0.5, 700_000);
		add("node", 0.3, 70_000);
		add("limit", 0.6, 1_400_000);
		Document svg = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new InputSource(new StringReader(new Chart(this.results).draw())));
		assertThat(svg.getElementsByTagName("text")
			.item(svg.getElementsByTagName("text").getLength() - 1)
			.getTextContent()).isEqualTo("1.00");
		// Those of the legend, and the page
		assertThat(svg.getElementsByTagName("rect").getLength() - 4).isEqualTo(2);
		assertThat(svg.getElementsByTagName("line").getLength() - 1).isEqualTo(1);
	}

	private void add(String name, double generatorCpu, double... rates) {
		Contestant contestant = contestant(name);
		for (double rate : rates) {
			this.results.add(ECHO, contestant, new Sample(Map.of(METRIC, rate), 1, generatorCpu));
		}
	}

	private static Contestant contestant(String name) {
		try {
			List<Contestant> all = Contestants.all(Path.of("."), "");
			return all.stream().filter((candidate) -> candidate.name().equals(name)).findFirst().orElseThrow();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
