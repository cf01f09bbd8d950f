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

package io.github.socketiospring.interop.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the table of features to its word: each row links to a page that there is, and
 * names tests that prove it, unless the feature is one of the few that are not there.
 */
class FeatureTableTests {

	private static final Path DOCS = Path.of("..", "docs");

	private static final Pattern LINK = Pattern.compile("\\| link:([a-z0-9-]+\\.adoc)(?:#([a-z-]+))?\\[.+]");

	private static final Pattern PROOF = Pattern.compile("([A-Z]\\w+Tests)(?:#(\\w+))?");

	private final List<Row> rows = rows();

	@Test
	void hasRowsForAllParts() {
		assertThat(this.rows).hasSizeGreaterThan(60);
		assertThat(this.rows).extracting(Row::feature).doesNotHaveDuplicates();
	}

	@TestFactory
	Stream<DynamicTest> featureHasItsPageAndItsProof() {
		List<Path> tests = testClasses();
		return this.rows.stream().map((row) -> DynamicTest.dynamicTest(row.feature(), () -> {
			row.checkPage();
			row.checkProof(tests);
		}));
	}

	private static List<Row> rows() {
		List<Row> rows = new ArrayList<>();
		List<String> lines = read(DOCS.resolve("features.adoc")).lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).startsWith("// proof: ")) {
				rows.add(new Row(lines.get(i - 3).substring(2), lines.get(i - 1), lines.get(i).substring(10)));
			}
		}
		return rows;
	}

	private static List<Path> testClasses() {
		try (Stream<Path> files = Files.walk(Path.of(".."))) {
			return files.filter((file) -> file.toString().endsWith("Tests.java"))
				.filter((file) -> file.toString().contains("src"))
				.toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Row(String feature, String link, String proof) {

		void checkPage() {
			Matcher matcher = LINK.matcher(this.link);
			assertThat(matcher.matches()).as(this.link).isTrue();
			Path page = DOCS.resolve(matcher.group(1));
			assertThat(page).exists();
			if (matcher.group(2) != null) {
				assertThat(read(page)).contains("[#" + matcher.group(2) + "]");
			}
		}

		void checkProof(List<Path> tests) {
			if (this.proof.equals("none")) {
				assertThat(this.link).contains("index.adoc#not-yet");
				return;
			}
			List<String> proofs = List.of(this.proof.split(", "));
			assertThat(proofs).isNotEmpty().allSatisfy((name) -> {
				Matcher matcher = PROOF.matcher(name);
				assertThat(matcher.matches()).as(name).isTrue();
				String method = (matcher.group(2) != null) ? " " + matcher.group(2) + "(" : "class ";
				assertThat(tests).as(name)
					.anyMatch((file) -> file.endsWith(matcher.group(1) + ".java") && read(file).contains(method));
			});
		}

	}

}
