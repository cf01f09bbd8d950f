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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at the site that Asciidoctor has made: at the targets of all links and images,
 * and at the ways to its pages.
 */
class SiteTests {

	private static final Path SITE = Path.of("target", "site");

	private static final Pattern LINK = Pattern.compile("<a[^>]*? href=\"([^\"]+)\"");

	private static final Pattern RESOURCE = Pattern.compile("<(?:img|link|script)[^>]*? (?:src|href)=\"([^\"]+)\"");

	private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

	private static final Pattern ENTRY = Pattern.compile("<a href=\"([a-z0-9-]+)\\.html\">([^<]+)</a>");

	private static final Pattern ROW = Pattern.compile("\\| link:([a-z0-9-]+)\\.adoc\\[([^]]+)]");

	private final Map<String, String> pages = pages();

	@Test
	void hasEachPage() {
		assertThat(this.pages.keySet()).hasSizeGreaterThan(25)
			.containsExactlyInAnyOrderElementsOf(
					Page.inDocs().stream().map((page) -> page.name().replace(".adoc", ".html")).toList());
	}

	@Test
	void linksLeadSomewhere() {
		List<String> broken = new ArrayList<>();
		List<String> followed = new ArrayList<>();
		this.pages.forEach((name, html) -> links(html).forEach((link) -> {
			if (!link.startsWith("http://") && !link.startsWith("https://")) {
				followed.add(link);
				String problem = problem(name, link);
				if (problem != null) {
					broken.add(name + ": " + link + " " + problem);
				}
			}
		}));
		assertThat(broken).isEmpty();
		assertThat(followed).hasSizeGreaterThan(500).anyMatch((link) -> link.contains(".html#"));
	}

	private String problem(String page, String link) {
		int hash = link.indexOf('#');
		String target = (hash != -1) ? link.substring(0, hash) : link;
		String html = target.isEmpty() ? this.pages.get(page) : this.pages.get(target);
		if (html == null) {
			boolean file = Files.isRegularFile(SITE.resolve(target));
			return (file && hash == -1) ? null : "is no page";
		}
		return (hash == -1 || ids(html).contains(link.substring(hash + 1))) ? null : "has no such anchor";
	}

	@Test
	void imagesAndStylesAreThere() {
		assertThat(this.pages).allSatisfy((name, html) -> {
			List<String> resources = all(RESOURCE, html);
			assertThat(resources).isNotEmpty().allSatisfy((resource) -> assertThat(SITE.resolve(resource)).exists());
		});
	}

	@Test
	void anchorsAreUnique() {
		assertThat(this.pages).allSatisfy((name, html) -> assertThat(all(ID, html)).doesNotHaveDuplicates());
	}

	/**
	 * A new page needs a line in src/site/docinfo-header.html.
	 */
	@Test
	void navigationHasEachPage() throws IOException {
		Map<String, String> entries = new LinkedHashMap<>();
		Matcher matcher = ENTRY.matcher(Files.readString(Path.of("src", "site", "docinfo-header.html")));
		while (matcher.find()) {
			assertThat(entries.put(matcher.group(1), matcher.group(2).replace("’", "'"))).as(matcher.group()).isNull();
		}
		assertThat(entries.remove("index")).isEqualTo("All pages");
		assertThat(entries).isEqualTo(titles());
	}

	/**
	 * A new page needs a row in index.adoc.
	 */
	@Test
	void indexHasEachPage() {
		Map<String, String> rows = new LinkedHashMap<>();
		Page index = Page.inDocs()
			.stream()
			.filter((page) -> page.name().equals("index.adoc"))
			.findFirst()
			.orElseThrow();
		Matcher matcher = ROW.matcher(String.join("\n", index.lines()));
		while (matcher.find()) {
			assertThat(rows.put(matcher.group(1), matcher.group(2))).as(matcher.group()).isNull();
		}
		assertThat(rows).isEqualTo(titles());
	}

	private static Map<String, String> titles() {
		Map<String, String> titles = new LinkedHashMap<>();
		Page.inDocs().forEach((page) -> titles.put(page.name().replace(".adoc", ""), page.title()));
		titles.remove("index");
		return titles;
	}

	private static List<String> links(String html) {
		return all(LINK, html);
	}

	private static Set<String> ids(String html) {
		return new HashSet<>(all(ID, html));
	}

	private static List<String> all(Pattern pattern, String html) {
		List<String> found = new ArrayList<>();
		Matcher matcher = pattern.matcher(html);
		while (matcher.find()) {
			found.add(matcher.group(1));
		}
		return found;
	}

	private static Map<String, String> pages() {
		Map<String, String> pages = new LinkedHashMap<>();
		try (Stream<Path> files = Files.list(SITE)) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".html")).sorted().toList()) {
				pages.put(file.getFileName().toString(), Files.readString(file));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return pages;
	}

}
