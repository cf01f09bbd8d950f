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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Two instances of the demo behind nginx, as {@code cluster/run} starts them, and the
 * official client for JavaScript.
 */
class TwoInstancesTests {

	/** So many that not all of them come to one instance by chance. */
	private static final int VISITORS = 12;

	private static final Pattern CONNECTIONS = Pattern
		.compile("socketio_server_connections\\{transport=\"(polling|websocket)\"} (\\d+)\\.0");

	@TempDir
	private Path folder;

	@Test
	void areOneChatForClientsThatCookiesKeep() throws Exception {
		areOneChat("cookie");
	}

	@Test
	void areOneChatForClientsThatTheirAddressesKeep() throws Exception {
		assumeTrue(Boolean.getBoolean("socketio.test.long"), "Takes as long again");
		areOneChat("hash");
	}

	private void areOneChat(String sticky) throws Exception {
		TwoInstances instances = TwoInstances.start(sticky, this.folder);
		try {
			assertThat(get(instances.url("blue"), "/actuator/health")).contains("\"status\":\"UP\"");
			assertThat(get(instances.url("nginx"), "/")).contains("socketio-spring");
			Process visitors = new ProcessBuilder("node", "test/chat.mjs", instances.url("nginx"),
					String.valueOf(VISITORS))
				.directory(Path.of("frontend").toFile())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			try {
				assertThat(visitors.inputReader().readLine()).isEqualTo("all have heard all others");
				assertThat(connections(instances.url("blue"))).isBetween(1, VISITORS - 1);
				assertThat(connections(instances.url("green"))).isBetween(1, VISITORS - 1);
			}
			finally {
				visitors.destroyForcibly().waitFor();
			}
		}
		finally {
			assertThat(instances.end()).as("exit code").isEqualTo(143);
		}
		assertThat(instances.ports()).hasSize(4).noneMatch(TwoInstancesTests::isUsed);
		assertThat(Files.list(this.folder)).isEmpty();
	}

	private static int connections(String url) {
		Matcher matcher = CONNECTIONS.matcher(get(url, "/actuator/prometheus"));
		return matcher.results().mapToInt((result) -> Integer.parseInt(result.group(2))).sum();
	}

	private static String get(String url, String path) {
		return WebTestClient.bindToServer()
			.baseUrl(url)
			.build()
			.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

	private static boolean isUsed(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
