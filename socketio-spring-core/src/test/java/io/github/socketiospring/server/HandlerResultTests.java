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

package io.github.socketiospring.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of the results of handlers when a socket leaves.
 */
class HandlerResultTests {

	private final TestServer server = new TestServer();

	private final Sinks.One<Object> mono = Sinks.one();

	private final Sinks.Many<Object> flux = Sinks.many().unicast().onBackpressureBuffer();

	private final List<String> happened = new CopyOnWriteArrayList<>();

	private final TestHandler handler = new TestHandler()
		.on("mono",
				(call) -> this.mono.asMono()
					.doOnNext((value) -> this.happened.add("mono ended"))
					.doOnCancel(() -> this.happened.add("mono disposed")))
		.on("flux", (call) -> this.flux.asFlux().doOnCancel(() -> this.happened.add("flux disposed")))
		.onBlocking("late flux", (call) -> Flux.never().doOnCancel(() -> this.happened.add("late flux disposed")))
		.onBlocking("late mono", (call) -> Mono.fromRunnable(() -> this.happened.add("late mono ran")));

	private final FakeWebSocket client;

	private final DefaultSocket socket;

	HandlerResultTests() {
		this.server.root().addHandler(this.handler);
		this.client = this.server.connect();
		this.socket = this.server.socket();
	}

	private void startBoth() {
		this.client.text("421[\"mono\"]");
		this.client.text("422[\"flux\"]");
		assertThat(this.socket.results().size()).isEqualTo(2);
	}

	@Test
	void keepsNothingOfResultsThatEnded() {
		startBoth();
		this.mono.tryEmitValue(AckArgs.of("a"));
		this.flux.tryEmitNext(AckArgs.of("b"));
		assertThat(this.client.sent()).containsExactly("431[\"a\"]", "432[\"b\"]");
		assertThat(this.socket.results().size()).isZero();
	}

	@Test
	void keepsNothingOfResultsThatFailedOrWereThereAtOnce() {
		this.handler.on("failed", (call) -> Mono.error(new IllegalStateException("expected by the test")))
			.on("there", (call) -> Flux.just(AckArgs.of(1), AckArgs.of(2)))
			.on("empty", (call) -> Mono.empty());
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			this.client.text("42[\"failed\"]");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		this.client.text("42[\"there\"]");
		this.client.text("42[\"empty\"]");
		assertThat(this.socket.results().size()).isZero();
	}

	@Test
	void monoRunsToItsEndAndFluxIsDisposedOfWhenTheClientGoes() {
		startBoth();
		this.client.drop();
		assertThat(this.happened).containsExactly("flux disposed");
		assertThat(this.socket.results().size()).isOne();
		this.mono.tryEmitValue(AckArgs.of("a"));
		assertThat(this.happened).containsExactly("flux disposed", "mono ended");
		assertThat(this.client.sent()).isEmpty();
		assertThat(this.socket.results().size()).isZero();
	}

	@Test
	void monoRunsToItsEndWhenTheClientLeavesTheNamespace() {
		startBoth();
		this.client.text("41");
		this.mono.tryEmitValue(AckArgs.of("a"));
		assertThat(this.happened).containsExactly("flux disposed", "mono ended");
		assertThat(this.client.sent()).isEmpty();
	}

	@Test
	void allAreDisposedOfWhenTheServerDisconnects() {
		startBoth();
		this.socket.disconnect();
		assertThat(this.happened).containsExactlyInAnyOrder("flux disposed", "mono disposed");
		assertThat(this.socket.results().size()).isZero();
	}

	@Test
	void allAreDisposedOfWhenTheServerShutsDown() {
		startBoth();
		this.server.server().close().block();
		assertThat(this.happened).containsExactlyInAnyOrder("flux disposed", "mono disposed");
		assertThat(this.socket.results().size()).isZero();
	}

	@Test
	void resultsThatBeginAfterTheClientWentAreTreatedAlike() {
		this.client.text("42[\"late flux\"]");
		this.client.text("42[\"late mono\"]");
		this.client.drop();
		this.server.runWorkers();
		assertThat(this.happened).containsExactly("late flux disposed", "late mono ran");
		assertThat(this.socket.results().size()).isZero();
	}

	@Test
	void bufferArgumentsAreNoLeakAndMayBeReleased() {
		this.handler.on("keep", DataBuffer.class, (call) -> null).on("release", DataBuffer.class, (call) -> {
			DataBufferUtils.release((DataBuffer) call.argument());
			this.happened.add("released");
			return null;
		});
		this.client.text("451-[\"keep\",{\"_placeholder\":true,\"num\":0}]");
		this.client.binary(1);
		this.client.text("451-[\"release\",{\"_placeholder\":true,\"num\":0}]");
		this.client.binary(1);
		assertThat(this.happened).containsExactly("released");
	}

}
