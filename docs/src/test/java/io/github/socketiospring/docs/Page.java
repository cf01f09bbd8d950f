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

package io.github.socketiospring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation, or the README.
 *
 * @param path its file
 * @param lines what it says
 */
record Page(Path path, List<String> lines) {

	private static final Path FOLDER = Path.of("");

	private static final Pattern LANGUAGE = Pattern.compile("\\[source,([a-z]+)]");

	private static final Pattern ID = Pattern.compile("\\[#([a-z0-9-]+)]");

	private static final Pattern FILE = Pattern.compile("// file: (\\S+)");

	private static final Pattern LIBRARY = Pattern.compile("// with: (\\S+)");

	static List<Page> all() {
		return Stream.concat(inDocs().stream(), Stream.of(read(Path.of("..", "README.md")))).toList();
	}

	static List<Page> inDocs() {
		try (Stream<Path> files = Files.list(FOLDER)) {
			return files.filter((file) -> file.toString().endsWith(".adoc")).sorted().map(Page::read).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Page read(Path path) {
		try {
			return new Page(path, Files.readAllLines(path));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<CodeBlock> blocks(String... languages) {
		List<String> wanted = List.of(languages);
		return all().stream()
			.flatMap((page) -> page.blocks().stream())
			.filter((block) -> wanted.contains(block.language()))
			.toList();
	}

	String name() {
		return this.path.getFileName().toString();
	}

	String title() {
		return this.lines.get(0).replaceFirst("^[=#] ", "");
	}

	List<CodeBlock> blocks() {
		boolean markdown = name().endsWith(".md");
		List<CodeBlock> blocks = new ArrayList<>();
		for (int i = 0; i < this.lines.size(); i++) {
			String line = this.lines.get(i);
			if (markdown ? line.startsWith("```") : line.equals("----")) {
				int start = i + 1;
				i = start + this.lines.subList(start, this.lines.size()).indexOf(markdown ? "```" : "----");
				List<String> above = markdown ? List.of("[source," + line.substring(3) + "]") : above(start - 1);
				String text = this.lines.subList(start, i).stream().collect(Collectors.joining("\n", "", "\n"));
				blocks.add(new CodeBlock(name(), start + 1, find(ID, above), find(LANGUAGE, above), find(FILE, above),
						find(LIBRARY, above), inTable(start) ? text.replace("\\|", "|") : text));
			}
		}
		return blocks;
	}

	/** What belongs to the block that begins at a line. */
	private List<String> above(int line) {
		int first = line;
		while (first > 0 && !List.of("", "|", "----").contains(this.lines.get(first - 1))) {
			first--;
		}
		return this.lines.subList(first, line);
	}

	private static String find(Pattern pattern, List<String> lines) {
		return lines.stream()
			.map(pattern::matcher)
			.filter(Matcher::matches)
			.map((matcher) -> matcher.group(1))
			.findFirst()
			.orElse("");
	}

	/** There a bar has a backslash before it. */
	private boolean inTable(int line) {
		return this.lines.subList(0, line).stream().filter("|==="::equals).count() % 2 == 1;
	}

}
