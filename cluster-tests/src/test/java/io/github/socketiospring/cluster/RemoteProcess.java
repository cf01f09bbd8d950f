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

package io.github.socketiospring.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process under remote control: a command in JSON is a line to it, and each answer a
 * line from it. See {@code js/control.js} for the other side. Safe for use by several
 * threads.
 */
final class RemoteProcess implements AutoCloseable {

	private static final long DEADLINE_SECONDS = 60;

	/** What Netty says of a buffer that was not released. */
	private static final String LEAK = "LEAK:";

	private final String name;

	private final Process process;

	private final File log;

	private final Writer commands;

	private final AtomicLong lastId = new AtomicLong();

	private final CompletableFuture<Object> ready = new CompletableFuture<>();

	private final Map<Long, CompletableFuture<Object>> waiting = new ConcurrentHashMap<>();

	private RemoteProcess(String name, ProcessBuilder builder) {
		this.name = name;
		try {
			this.log = Files.createTempFile(Files.createDirectories(Path.of("target", "logs")), name + "-", ".log")
				.toFile();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.process = Processes.start(builder.redirectError(this.log));
		this.commands = this.process.outputWriter(StandardCharsets.UTF_8);
		Thread reader = new Thread(this::readLines, name);
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Start a script.
	 * @param settings what {@code control.js} has as {@code settings}
	 */
	static RemoteProcess script(String name, String script, Map<String, ?> settings) {
		return new RemoteProcess(name,
				new ProcessBuilder("node", script, Values.write(settings)).directory(new File("js")));
	}

	static RemoteProcess java(String name, List<String> command) {
		return new RemoteProcess(name, new ProcessBuilder(command));
	}

	private void readLines() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				onLine(Values.read(line));
			}
		}
		catch (IOException | RuntimeException ex) {
			end(ex);
		}
		end(new IllegalStateException("It has ended"));
	}

	private void onLine(Map<String, Object> line) {
		if (line.containsKey("ready")) {
			this.ready.complete(line.get("ready"));
			return;
		}
		CompletableFuture<Object> answer = this.waiting.remove(((Number) line.get("id")).longValue());
		if (line.get("error") instanceof String error) {
			answer.completeExceptionally(new IllegalStateException(error));
		}
		else {
			answer.complete(line.get("result"));
		}
	}

	private void end(Exception cause) {
		this.ready.completeExceptionally(cause);
		this.waiting.values().forEach((answer) -> answer.completeExceptionally(cause));
	}

	/**
	 * Wait until it is ready.
	 * @return what it told then
	 */
	Object awaitReady() {
		return get("start", this.ready);
	}

	Object call(String command, Map<String, ?> parameters) {
		return get(command, send(command, parameters));
	}

	/**
	 * Send a command without waiting for its answer.
	 */
	CompletableFuture<Object> send(String command, Map<String, ?> parameters) {
		long id = this.lastId.incrementAndGet();
		Map<String, Object> line = new LinkedHashMap<>(parameters);
		line.put("id", id);
		line.put("command", command);
		CompletableFuture<Object> answer = new CompletableFuture<>();
		this.waiting.put(id, answer);
		try {
			synchronized (this.commands) {
				this.commands.write(Values.write(line) + "\n");
				this.commands.flush();
			}
		}
		catch (IOException ex) {
			answer.completeExceptionally(ex);
		}
		return answer;
	}

	Object get(String command, CompletableFuture<Object> answer) {
		try {
			return answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("%s: %s: %s. Log:%n%s".formatted(this.name, command, ex, log()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private String log() {
		try {
			return Files.readString(this.log.toPath());
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	Process process() {
		return this.process;
	}

	/**
	 * Let it end as it does when it is not killed.
	 */
	@Override
	public void close() {
		try {
			this.commands.close();
		}
		catch (IOException ex) {
			// It has ended
		}
		if (!Processes.await(this.process, 10)) {
			Processes.kill(this.process);
		}
	}

	/**
	 * Look for buffers that it has not released, once it has ended.
	 */
	void assertNoLeak() {
		if (log().contains(LEAK)) {
			throw new AssertionError("%s has leaked buffers. Log:%n%s".formatted(this.name, log()));
		}
	}

}
