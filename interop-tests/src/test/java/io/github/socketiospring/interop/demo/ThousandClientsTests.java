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

package io.github.socketiospring.interop.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.demo.DemoApplication;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The demo with a thousand clients of npm's {@code socket.io-client}, which join, chat
 * and leave at random: for ten seconds, or for a minute with the profile {@code long}.
 * Netty's memory is not pooled here, so that all of it must have been given back.
 */
@Tag("load")
@SpringBootTest(classes = DemoApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class ThousandClientsTests {

	private static final int CLIENTS = 1000;

	private static final int SECONDS = Boolean.getBoolean("socketio.test.long") ? 60 : 10;

	@LocalServerPort
	private int port;

	@Autowired
	private SocketIOServer server;

	@Test
	void leaveNothingBehind() throws Exception {
		assertThat(ByteBufAllocator.DEFAULT).isInstanceOf(UnpooledByteBufAllocator.class);
		run(10, 2);
		awaitNobody();
		long memory = directMemory();

		JsonNode counts = run(CLIENTS, SECONDS);

		assertThat(counts.get("errors")).as(counts.toString()).isEmpty();
		assertThat(counts.get("connected").asInt()).isGreaterThanOrEqualTo(CLIENTS);
		assertThat(counts.get("acknowledged").asInt()).isGreaterThan(CLIENTS);
		assertThat(counts.get("refused").asInt()).isZero();
		assertThat(counts.get("received").asInt()).isGreaterThan(CLIENTS);
		awaitNobody();
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(directMemory()).isLessThanOrEqualTo(memory));
	}

	private void awaitNobody() {
		// Those that vanished are found out by their time-out at the latest
		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
			assertThat(this.server.engine().clientsCount()).isZero();
			assertThat(this.server.engine().timers().active()).isZero();
			for (SocketIONamespace namespace : this.server.namespaces()) {
				assertThat(namespace.sockets()).isEmpty();
				assertThat(namespace.rooms()).isEmpty();
			}
		});
	}

	private static long directMemory() {
		return UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
	}

	private JsonNode run(int clients, int seconds) throws IOException, InterruptedException {
		Process process = new ProcessBuilder("node", "load.js", "http://127.0.0.1:" + this.port,
				String.valueOf(clients), String.valueOf(seconds))
			.directory(Path.of("js").toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).as(output).isZero();
			return JsonMapper.shared().readTree(output.lines().reduce((first, second) -> second).orElseThrow());
		}
		finally {
			process.destroyForcibly();
		}
	}

}
