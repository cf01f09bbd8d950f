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
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Parses the samples that are neither Java ({@link JavaSampleTests}) nor configuration of
 * the application ({@link ConfigurationSampleTests}).
 */
class SampleTests {

	private static final Set<String> CHECKED_ELSEWHERE = Set.of("java", "yaml", "properties");

	private static final Set<String> PARSED_HERE = Set.of("js", "javascript", "html", "xml", "json", "sh", "shell");

	/** Run by {@code DeploymentTests} of interop-tests. */
	private static final Set<String> PROXIES = Set.of("nginx", "haproxy");

	private static final Pattern SCRIPT = Pattern.compile("<script[^>]*>(.*?)</script>", Pattern.DOTALL);

	@TempDir
	private Path folder;

	@Test
	void eachSampleIsOfALanguageThatIsChecked() {
		List<CodeBlock> blocks = Page.all().stream().flatMap((page) -> page.blocks().stream()).toList();
		assertThat(blocks).hasSizeGreaterThan(100)
			.allSatisfy((block) -> assertThat(CHECKED_ELSEWHERE.contains(block.language())
					|| PARSED_HERE.contains(block.language()) || isRun(block) || block.language().equals("text"))
				.as("%s is '%s'", block, block.language())
				.isTrue());
	}

	/** The configurations of proxies are found by their ids. */
	private static boolean isRun(CodeBlock block) {
		return PROXIES.contains(block.language()) && block.page().equals("deployment.adoc") && !block.id().isEmpty();
	}

	@ParameterizedTest
	@MethodSource("scripts")
	void isJavaScript(CodeBlock block) throws Exception {
		Matcher script = SCRIPT.matcher(block.text());
		String code = block.text();
		if (block.language().equals("html")) {
			StringBuilder scripts = new StringBuilder();
			while (script.find()) {
				scripts.append(script.group(1)).append('\n');
			}
			code = scripts.toString();
		}
		assertThat(exitCode(code, ".mjs", "node", "--check")).isZero();
	}

	static Stream<CodeBlock> scripts() {
		return Page.blocks("js", "javascript", "html").stream();
	}

	@ParameterizedTest
	@MethodSource("shellScripts")
	void isShellScript(CodeBlock block) throws Exception {
		assertThat(exitCode(block.text(), ".sh", "bash", "-n")).isZero();
	}

	static Stream<CodeBlock> shellScripts() {
		return Page.blocks("sh", "shell").stream();
	}

	@ParameterizedTest
	@MethodSource("xmlDocuments")
	void isXml(CodeBlock block) {
		// Several elements side by side are fine
		assertThatCode(() -> parse("<sample>" + block.text() + "</sample>")).doesNotThrowAnyException();
	}

	static Stream<CodeBlock> xmlDocuments() {
		return Page.blocks("xml").stream();
	}

	@Test
	void jsonIsJson() {
		assertThat(Page.blocks("json")).allSatisfy(
				(block) -> assertThatCode(() -> JsonMapper.shared().readTree(block.text())).doesNotThrowAnyException());
	}

	private static void parse(String xml) throws Exception {
		try {
			DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
		}
		catch (SAXException ex) {
			throw new IllegalStateException(xml, ex);
		}
	}

	private int exitCode(String code, String extension, String... command) throws IOException, InterruptedException {
		Path file = Files.writeString(this.folder.resolve("sample" + extension), code);
		Process process = new ProcessBuilder(Stream.concat(Stream.of(command), Stream.of(file.toString())).toList())
			.inheritIO()
			.start();
		return process.waitFor();
	}

}
