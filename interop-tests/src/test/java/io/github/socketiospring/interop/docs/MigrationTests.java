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

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.example.migrated.ChatApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application on netty-socketio in {@code docs/migrating-from-netty-socketio.adoc}
 * and what becomes of it there: the same client sees the same.
 */
class MigrationTests {

	private static final Path NETTY_SOCKETIO = Path.of("..", "benchmarks", "netty-socketio", "target");

	private static final List<String> CONVERSATION = List.of("without a name: refused", "members: 1", "members: 2",
			"joined: bob", "answer: received",
			"messages: [[{\"room\":\"lobby\",\"text\":\"hello\"}],[{\"room\":\"lobby\",\"text\":\"hello\"}]]",
			"2 + 3 = 5", "noted: true", "answer: published", "story: rain", "left: bob");

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "polling", "websocket" })
	void isTheSameBefore(String transport) throws Exception {
		String classPath = NETTY_SOCKETIO.resolve("classes") + File.pathSeparator
				+ Files.readString(NETTY_SOCKETIO.resolve("classpath.txt")).trim();
		assertThat(talk(transport, classPath, "com.example.chat.ChatServer")).isEqualTo(CONVERSATION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "polling", "websocket" })
	void isTheSameAfter(String transport) throws Exception {
		assertThat(talk(transport, System.getProperty("java.class.path"), ChatApplication.class.getName()))
			.isEqualTo(CONVERSATION);
	}

	private List<String> talk(String transport, String classPath, String application) throws Exception {
		int port = freePort();
		Path log = this.folder.resolve("log.txt");
		Process server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dserver.port=" + port, "-cp", classPath, application)
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			Awaitility.await("start of " + application)
				.atMost(Duration.ofMinutes(1))
				.pollInterval(Duration.ofMillis(50))
				.failFast(() -> assertThat(server.isAlive()).as(Files.readString(log)).isTrue())
				.until(() -> answers(port));
			return output(new ProcessBuilder("node", "migrated.js", "http://127.0.0.1:" + port, transport)
				.directory(Path.of("js").toFile())
				.redirectError(ProcessBuilder.Redirect.INHERIT));
		}
		finally {
			server.destroy();
			if (!server.waitFor(20, TimeUnit.SECONDS)) {
				server.destroyForcibly();
			}
		}
	}

	private static List<String> output(ProcessBuilder builder) throws IOException, InterruptedException {
		Process process = builder.start();
		try {
			List<String> lines = new ArrayList<>(
					new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList());
			int exitCode = process.waitFor();
			if (exitCode != 0) {
				lines.add("exit code " + exitCode);
			}
			return lines;
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static boolean answers(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
