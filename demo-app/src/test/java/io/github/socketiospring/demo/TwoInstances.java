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

package io.github.socketiospring.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What {@code cluster/run} started.
 */
final class TwoInstances {

	private static final Pattern URL = Pattern.compile(" +http://127\\.0\\.0\\.1:(\\d+) +(\\w+).*");

	private static final Pattern REDIS = Pattern.compile("Redis is on port (\\d+).*");

	private final Process process;

	private final Map<String, Integer> ports = new HashMap<>();

	private TwoInstances(Process process) {
		this.process = process;
	}

	/**
	 * Start them. Where one of their programs is missing the test is skipped, but never
	 * in CI.
	 * @param sticky how clients are kept on their instance
	 * @param folder where temporary files are made
	 */
	static TwoInstances start(String sticky, Path folder) throws IOException {
		List.of("redis-server", "nginx")
			.forEach((program) -> assumeTrue(isThere(program) || System.getenv("CI") != null,
					() -> "There is no " + program + " on this machine"));
		ProcessBuilder builder = new ProcessBuilder("cluster/run", "--spring.main.banner-mode=off")
			.redirectErrorStream(true);
		builder.environment()
			.putAll(Map.of("STICKY", sticky, "TMPDIR", folder.toString(), "DEMO_CLASSPATH", classPath(), "JAVA_HOME",
					System.getProperty("java.home"), "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"));
		builder.environment().remove("PORT");
		TwoInstances instances = new TwoInstances(builder.start());
		instances.readPorts();
		return instances;
	}

	/**
	 * That of this test, but for tests, whose configuration of the log says too little.
	 */
	private static String classPath() {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return Stream.of(classPath.split(File.pathSeparator))
			.filter((entry) -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static boolean isThere(String program) {
		return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program)));
	}

	private void readPorts() throws IOException {
		BufferedReader lines = this.process.inputReader();
		StringBuilder output = new StringBuilder();
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			Matcher url = URL.matcher(line);
			Matcher redis = REDIS.matcher(line);
			if (url.matches()) {
				this.ports.put(url.group(2), Integer.valueOf(url.group(1)));
			}
			else if (redis.matches()) {
				this.ports.put("redis", Integer.valueOf(redis.group(1)));
				return;
			}
			output.append(line).append('\n');
		}
		throw new IllegalStateException("cluster/run has ended: " + output);
	}

	String url(String name) {
		return "http://127.0.0.1:" + this.ports.get(name);
	}

	Collection<Integer> ports() {
		return this.ports.values();
	}

	/**
	 * End them.
	 * @return the exit code
	 */
	int end() throws InterruptedException {
		this.process.destroy();
		return this.process.waitFor();
	}

}
