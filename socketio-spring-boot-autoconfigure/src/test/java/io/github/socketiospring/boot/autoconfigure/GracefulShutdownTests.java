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

package io.github.socketiospring.boot.autoconfigure;

import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.SocketIOServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The end of an application to which clients are connected.
 */
@ExtendWith(OutputCaptureExtension.class)
class GracefulShutdownTests {

	@Test
	void tellsSocketsAndDoesNotWaitForThem(CapturedOutput output) {
		Map<String, DisconnectReason> reasons = new ConcurrentHashMap<>();
		try (TestServer server = new TestServer(TestApplication.class,
				"logging.level.org.springframework.context.support.DefaultLifecycleProcessor=INFO",
				"logging.level.org.springframework.boot.reactor.netty=INFO")) {
			SocketIOServer io = server.context().getBean(SocketIOServer.class);
			io.onConnection((socket) -> socket.onDisconnect((reason) -> reasons.put(socket.transport(), reason)));
			RecordingListener webSocket = new RecordingListener();
			server.open("/socket.io", webSocket).sendText("40", true).join();
			String polling = server.connectPolling();
			await().until(() -> io.of("/").sockets().size() == 2);
			AtomicInteger polls = server.context().getBean(PollCounter.class).polls;
			int before = polls.get();
			CompletableFuture<HttpResponse<String>> poll = server.sendAsync("GET", polling, "");
			await().until(() -> polls.get() > before);
			// Takes its turn in the session after the poll
			server.send("POST", polling, "3");
			assertThat(poll).isNotDone();
			server.context().close();
			assertThat(poll.orTimeout(10, TimeUnit.SECONDS).join().body()).isEqualTo("1");
			assertThat(webSocket.closed.orTimeout(10, TimeUnit.SECONDS).join()).isPositive();
			assertThat(reasons).hasSize(2)
				.allSatisfy((transport, reason) -> assertThat(reason).hasToString("server shutting down"));
			assertThat(io.engine().clientsCount()).isZero();
			assertThat(output).contains("Graceful shutdown complete")
				.doesNotContain("still running")
				.doesNotContain("Graceful shutdown aborted");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(PollCounter.class)
	static class TestApplication {

	}

	static class PollCounter implements WebFilter {

		private final AtomicInteger polls = new AtomicInteger();

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return chain.filter(exchange).doOnSubscribe((subscription) -> this.polls.incrementAndGet());
		}

	}

	private static final class RecordingListener implements WebSocket.Listener {

		private final CompletableFuture<Integer> closed = new CompletableFuture<>();

		@Override
		public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
			this.closed.complete(statusCode);
			return null;
		}

		@Override
		public void onError(WebSocket webSocket, Throwable error) {
			this.closed.completeExceptionally(error);
		}

	}

}
