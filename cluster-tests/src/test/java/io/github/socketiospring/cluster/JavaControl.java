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
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.netty.buffer.ByteBufAllocator;
import reactor.core.publisher.Mono;

/**
 * Remote control by the test: the same as {@code js/control.js}.
 */
final class JavaControl {

	private final PrintStream answers = System.out;

	JavaControl() {
		// Where the log goes
		System.setOut(System.err);
	}

	/**
	 * How to start a process that is soon ready. Of a leak it tells where the buffer was
	 * allocated; to tell who had it takes half of the time.
	 */
	static List<String> command(Class<?> main, List<String> arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m",
						"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
						"-Dio.netty.leakDetection.level=paranoid", "-Dio.netty.leakDetection.targetRecords=0", "-cp",
						System.getProperty("java.class.path"), main.getName()));
		command.addAll(arguments);
		return command;
	}

	/**
	 * Tell the test that commands may come, and answer them until there are no more.
	 */
	void serve(Object ready, Function<Map<String, Object>, Mono<?>> commands) throws IOException {
		write(Map.of("ready", ready));
		BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			Map<String, Object> command = Values.read(line);
			Mono.defer(() -> commands.apply(command))
				.singleOptional()
				.subscribe((result) -> answer(command, "result", result.orElse(null)),
						(ex) -> answer(command, "error", ex.toString()));
		}
	}

	private void answer(Map<String, Object> command, String name, Object value) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("id", command.get("id"));
		answer.put(name, value);
		write(answer);
	}

	private void write(Map<String, Object> line) {
		this.answers.writeBytes((Values.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
		this.answers.flush();
	}

	/**
	 * Netty finds out when it allocates that what the garbage collector has taken was not
	 * released: it is in the log then.
	 */
	static void reportLeaks() {
		for (int i = 0; i < 3; i++) {
			System.gc();
			ByteBufAllocator.DEFAULT.buffer(1).release();
		}
	}

}
