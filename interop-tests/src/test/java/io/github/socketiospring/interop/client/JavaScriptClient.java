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

package io.github.socketiospring.interop.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Runs scenarios of the official JavaScript client in a Node.js process, and answers what
 * they ask. See {@code js/harness.js} for the lines that are exchanged.
 */
final class JavaScriptClient {

	private static final Path DIRECTORY = Path.of(System.getProperty("interop.js", "js"));

	private static final int NEWEST_VERSION = 4;

	private static final long DEADLINE_SECONDS = 120;

	private static final JsonMapper mapper = JsonMapper.shared();

	private final TestServer server;

	private final ClientTransport transport;

	private final int version;

	private final List<DynamicNode> results = new ArrayList<>();

	private int announced = -1;

	private JavaScriptClient(TestServer server, ClientTransport transport, int version) {
		this.server = server;
		this.transport = transport;
		this.version = version;
	}

	/**
	 * Tests with the newest version of the client.
	 * @param scenarios the files
	 */
	static DynamicNode tests(TestServer server, ClientTransport transport, String... scenarios) {
		return tests(server, transport, NEWEST_VERSION, scenarios);
	}

	/**
	 * A test for each scenario that a version of the client knows, which run as soon as
	 * the tests of the container are asked for.
	 * @param version the major version
	 * @param scenarios the files
	 */
	static DynamicNode tests(TestServer server, ClientTransport transport, int version, String... scenarios) {
		Stream<DynamicNode> tests = Stream.of(scenarios)
			.limit(1)
			.flatMap((first) -> new JavaScriptClient(server, transport, version).run(scenarios).stream());
		return DynamicContainer.dynamicContainer(transport.lowerCaseName(), tests);
	}

	private List<DynamicNode> run(String... scenarios) {
		List<String> command = new ArrayList<>(List.of("node", "run.js", this.server.url().toString(),
				this.transport.lowerCaseName(), this.server.parser(), String.valueOf(this.version)));
		command.addAll(Arrays.asList(scenarios));
		int exitCode;
		try {
			exitCode = run(command);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		int count = this.results.size();
		add("runs all scenarios", () -> {
			assertThat(exitCode).as("exit code of Node.js").isZero();
			assertThat(count).as("number of scenarios").isPositive().isEqualTo(this.announced);
		});
		return this.results;
	}

	private int run(List<String> command) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(DIRECTORY.toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		builder.environment().putAll(this.server.environment());
		Process process = builder.start();
		CompletableFuture<Void> deadline = new CompletableFuture<Void>().completeOnTimeout(null, DEADLINE_SECONDS,
				TimeUnit.SECONDS);
		CompletableFuture<Void> end = deadline.thenRun(process::destroyForcibly);
		try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
				Writer answers = process.outputWriter(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				onLine(mapper.readTree(line), answers);
			}
		}
		finally {
			end.cancel(false);
			process.destroyForcibly();
		}
		return process.onExit().join().exitValue();
	}

	private void onLine(JsonNode line, Writer answers) throws IOException {
		if (line.has("scenario")) {
			String error = line.path("error").asString(null);
			add(line.get("scenario").asString(), () -> {
				if (error != null) {
					fail(line.get("scenario").asString() + ": " + error);
				}
			});
		}
		else if (line.has("end")) {
			this.announced = line.get("end").intValue();
		}
		else {
			answers.write(mapper.writeValueAsString(answer(line)) + "\n");
			answers.flush();
		}
	}

	private Map<String, Object> answer(JsonNode question) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("id", question.get("id").intValue());
		try {
			switch (question.get("command").asString()) {
				case "no clients" -> this.server.awaitNoClients();
				case "long" -> answer.put("value", Boolean.getBoolean("socketio.test.long"));
				case "restart" -> this.server.restart();
				case "reason" -> answer.put("value", this.server.journal().reason(question.get("argument").asString()));
				default -> answer.put("value", this.server.answer(question.get("command").asString()));
			}
		}
		catch (RuntimeException ex) {
			answer.put("error", ex.toString());
		}
		return answer;
	}

	private void add(String name, org.junit.jupiter.api.function.Executable test) {
		this.results.add(DynamicTest.dynamicTest(name, test));
	}

}
