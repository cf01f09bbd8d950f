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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import reactor.netty.http.server.HttpServer;

import org.springframework.boot.SpringBootVersion;

/**
 * When, where and of what a measurement was made.
 *
 * @param date the day
 * @param machine the processor and the kernel
 * @param versions what was measured
 */
record Environment(LocalDate date, String machine, String versions) {

	static Environment find(Path directory) throws IOException {
		String cpu = find(Path.of("/proc/cpuinfo"), "model name\\s*: (.*)");
		String socketIO = find(directory.resolve("js/node_modules/socket.io/package.json"), "\"version\": \"(.*)\"");
		String nettySocketIO = find(directory.resolve("netty-socketio/target/classpath.txt"),
				"netty-socketio-([0-9.]*)\\.jar");
		return new Environment(LocalDate.now(),
				"%s, 2 cores (one for the server, one for the load), Linux %s".formatted(cpu,
						System.getProperty("os.version")),
				"Java %s, Spring Boot %s, Reactor Netty %s; Node.js %s, socket.io %s; netty-socketio %s".formatted(
						System.getProperty("java.version"), SpringBootVersion.getVersion(),
						HttpServer.class.getPackage().getImplementationVersion(), nodeVersion(), socketIO,
						nettySocketIO));
	}

	private static String find(Path file, String pattern) throws IOException {
		Matcher matcher = Pattern.compile(pattern).matcher(Files.exists(file) ? Files.readString(file) : "");
		return matcher.find() ? matcher.group(1).trim() : "unknown";
	}

	private static String nodeVersion() throws IOException {
		Process node = new ProcessBuilder("node", "--version").start();
		return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim().substring(1);
	}

}
