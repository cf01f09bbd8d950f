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

package io.github.socketiospring.engineio;

import java.nio.charset.StandardCharsets;

import io.github.socketiospring.engineio.transport.MessageTooBigException;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says about refusals that have their cause at the server.
 */
class HintTests {

	private final LogRecorder log = LogRecorder.of(EngineIOServer.class);

	private final TestEngine engine = new TestEngine((builder) -> builder.maxHttpBufferSize(10));

	@AfterEach
	void closeLog() {
		this.log.close();
	}

	@Test
	void mentionsLoadBalancersOnceForUnknownSessions() {
		for (int i = 0; i < 3; i++) {
			EngineIOResponse response = this.engine.server()
				.handle(FakeRequest.get("transport=polling&sid=x" + i))
				.block();
			assertThat(new String(response.body())).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
		}
		this.engine.server().upgrade(FakeRequest.get("transport=websocket&sid=x")).block();
		assertThat(this.log.messages("WARN")).hasSize(1)
			.first()
			.asString()
			.contains("sticky sessions")
			.doesNotContain("x0");
		assertThat(this.log.messages("DEBUG")).hasSize(3);
	}

	@Test
	void saysWhichLimitABodyExceeds() {
		PollingClient client = this.engine.openPolling();
		assertThat(client.post("4" + "x".repeat(10)).status()).isEqualTo(413);
		assertThat(client.exchange(FakeRequest.post(client.query(), "4").header("Content-Length", "11")).status())
			.isEqualTo(413);
		assertThat(this.log.messages("WARN")).hasSize(1)
			.first()
			.asString()
			.startsWith("Refused a POST body of more than 10 bytes.")
			.contains("socketio.max-http-buffer-size");
	}

	@Test
	void saysWhichLimitAMessageExceeds() {
		this.engine.openWebSocket().fail(new MessageTooBigException(10));
		assertThat(this.engine.session().events()).containsExactly("closed: transport error");
		assertThat(this.log.messages("WARN")).hasSize(1)
			.first()
			.asString()
			.startsWith("Refused a WebSocket message of more than 10 bytes.");
	}

	@Test
	void saysNothingOfOtherErrors() {
		PollingClient client = this.engine.openPolling();
		client.post(Flux.error(new IllegalStateException("broken")));
		this.engine.openWebSocket().fail(new IllegalStateException("broken"));
		this.engine.openWebSocket().bytes("abc".getBytes(StandardCharsets.UTF_8), true);
		assertThat(this.log.messages("WARN")).isEmpty();
	}

}
