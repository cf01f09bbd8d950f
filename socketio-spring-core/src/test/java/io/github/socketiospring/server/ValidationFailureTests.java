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

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client is told about arguments that violate constraints.
 */
class ValidationFailureTests {

	private static final String ERROR = "{\"code\":\"validation_failed\",\"message\":\"Validation failure\","
			+ "\"problem\":{\"status\":400,\"detail\":\"of the test\"}}";

	private final LogRecorder log = LogRecorder.of(SocketIOServer.class);

	private final TestServer server = new TestServer();

	private final TestServer withoutDetails = new TestServer((builder) -> builder.problemDetails(false));

	@AfterEach
	void stopRecording() {
		this.log.close();
	}

	private FakeWebSocket send(TestServer server, String packet) {
		server.root().addHandler(new TestHandler().on("thrown", (call) -> {
			throw new InvalidArguments();
		}).on("mono", (call) -> Mono.error(new InvalidArguments())));
		FakeWebSocket client = server.connect();
		client.text(packet);
		return client;
	}

	private FakeWebSocket connect(TestServer server, FakeRequest request, String packet) {
		server.root().addHandler(new TestHandler().onConnect((socket) -> Mono.error(new InvalidArguments())));
		FakeWebSocket client = new FakeWebSocket().open(server.server().engine(), request);
		client.take();
		client.text(packet);
		return client;
	}

	@Test
	void answersWithTheProblem() {
		FakeWebSocket client = send(this.server, "421[\"thrown\"]");
		client.text("422[\"mono\"]");
		assertThat(client.sent()).containsExactly("431[{\"error\":" + ERROR + "}]", "432[{\"error\":" + ERROR + "}]");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void answersWithoutTheProblemWhereThatIsOff() {
		assertThat(send(this.withoutDetails, "421[\"thrown\"]").sent())
			.containsExactly("431[{\"error\":{\"code\":\"validation_failed\",\"message\":\"Validation failure\"}}]");
	}

	@Test
	void logsItAtDebug() {
		assertThat(send(this.server, "42[\"thrown\"]").sent()).isEmpty();
		assertThat(this.log.messages("ERROR")).isEmpty();
		assertThat(this.log.messages("DEBUG"))
			.containsExactly("handler of the test failed to handle 'thrown' of namespace /");
	}

	@Test
	void refusesASocketWithTheProblem() {
		FakeWebSocket client = connect(this.server, FakeRequest.get("transport=websocket"), "40");
		assertThat(client.sent()).containsExactly("44{\"message\":\"Validation failure\",\"data\":"
				+ "{\"code\":\"validation_failed\",\"problem\":{\"status\":400,\"detail\":\"of the test\"}}}");
		assertThat(this.log.messages("ERROR")).isEmpty();
	}

	@Test
	void refusesASocketWithoutTheProblemWhereThatIsOff() {
		FakeWebSocket client = connect(this.withoutDetails, FakeRequest.get("transport=websocket"), "40");
		assertThat(client.sent())
			.containsExactly("44{\"message\":\"Validation failure\",\"data\":{\"code\":\"validation_failed\"}}");
	}

}
