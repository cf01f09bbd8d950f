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

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A contestant that runs, on a core of its own if there are two.
 */
final class ServerProcess implements AutoCloseable {

	private static final String SERVER_CORE = "0";

	private static final String LOAD_CORE = "1";

	private static volatile boolean pinned;

	private static final Set<Process> running = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> running.forEach(Process::destroyForcibly)));
	}

	private final Process process;

	private final BufferedWriter input;

	private final BufferedReader output;

	private ServerProcess(Process process) {
		this.process = process;
		this.input = process.outputWriter();
		this.output = process.inputReader();
	}

	/**
	 * Start a contestant; {@link #port()} waits until it listens.
	 */
	static ServerProcess start(Contestant contestant, List<String> jvmOptions) throws IOException {
		return start(contestant.command(jvmOptions));
	}

	/**
	 * Start something else that shares the core with contestants.
	 */
	static ServerProcess start(List<String> program) throws IOException {
		List<String> command = new ArrayList<>();
		if (pinned) {
			command.addAll(List.of("taskset", "-c", SERVER_CORE));
		}
		command.addAll(program);
		Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
		running.add(process);
		return new ServerProcess(process);
	}

	/**
	 * Give servers that are started from now on one core, and this process, which holds
	 * the load generator, another, if there are two.
	 */
	static void pin() throws IOException, InterruptedException {
		if (Runtime.getRuntime().availableProcessors() > 1) {
			pinned = true;
			pin(ProcessHandle.current().pid(), LOAD_CORE);
		}
	}

	private static void pin(long pid, String cores) throws IOException, InterruptedException {
		new ProcessBuilder("taskset", "-apc", cores, String.valueOf(pid)).redirectOutput(Redirect.DISCARD)
			.redirectError(Redirect.INHERIT)
			.start()
			.waitFor();
	}

	/**
	 * Let the server have both cores, or only its own again.
	 */
	void share(boolean both) throws IOException, InterruptedException {
		if (pinned) {
			pin(pid(), both ? SERVER_CORE + "," + LOAD_CORE : SERVER_CORE);
		}
	}

	int port() throws IOException {
		return Integer.parseInt(read("ready "));
	}

	/**
	 * Ask the server for something that it does not serve its clients.
	 * @param request one of the words that it knows
	 * @return what follows the same word in the answer
	 */
	String ask(String request) throws IOException {
		this.input.write(request + "\n");
		this.input.flush();
		return read(request).trim();
	}

	/**
	 * Wait until something else than a contestant says something.
	 */
	void await(String text) throws IOException {
		String line = this.output.readLine();
		while (line != null && !line.contains(text)) {
			line = this.output.readLine();
		}
		if (line == null) {
			throw new IOException("It has ended, and has not said: " + text);
		}
	}

	private String read(String word) throws IOException {
		String line = this.output.readLine();
		if (line == null || !line.startsWith(word)) {
			throw new IOException("The server says " + line);
		}
		return line.substring(word.length());
	}

	long pid() {
		return this.process.pid();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
		running.remove(this.process);
	}

}
