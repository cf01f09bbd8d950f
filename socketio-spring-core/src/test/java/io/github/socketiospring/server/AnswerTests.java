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

import java.util.concurrent.atomic.AtomicInteger;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Acknowledgements that the server owes.
 */
class AnswerTests {

	private static final String INTERNAL_ERROR = "431[{\"error\":{\"code\":\"internal_error\","
			+ "\"message\":\"Internal error\"}}]";

	private final TestServer server = new TestServer();

	private final TestHandler handler = new TestHandler();

	private final LogRecorder log = LogRecorder.of(SocketIOServer.class);

	AnswerTests() {
		this.server.root().addHandler(this.handler);
	}

	@AfterEach
	void stopRecording() {
		this.log.close();
	}

	private FakeWebSocket send(String packet) {
		FakeWebSocket client = this.server.connect();
		client.text(packet);
		return client;
	}

	@Test
	void sendsTheFirstAnswerAlone() {
		this.handler.on("a", (call) -> {
			call.ack().send(1);
			call.ack().send(2);
			call.ack().sendArgs(AckArgs.of(3));
			return AckArgs.of(4);
		});
		assertThat(send("421[\"a\"]").sent()).containsExactly("431[1]");
	}

	@Test
	void answersWithWhatTheHandlerReturns() {
		this.handler.on("a", (call) -> AckArgs.of("x", null, new byte[] { 1 }));
		assertThat(send("427[\"a\"]").sent()).containsExactly("461-7[\"x\",null,{\"_placeholder\":true,\"num\":0}]",
				"01");
	}

	@Test
	void answersWithTheResult() {
		this.handler.on("a", (call) -> Mono.just(AckArgs.none()));
		assertThat(send("420[\"a\"]").sent()).containsExactly("430[]");
	}

	@Test
	void sendsNoAnswerThatWasNotAskedFor() {
		AtomicInteger subscriptions = new AtomicInteger();
		this.handler.on("a", (call) -> {
			assertThat(call.ack().requested()).isFalse();
			call.ack().send(1);
			return Mono.fromSupplier(() -> AckArgs.of(subscriptions.incrementAndGet()));
		});
		assertThat(send("42[\"a\"]").sent()).isEmpty();
		assertThat(subscriptions).as("the result is wanted all the same").hasValue(1);
	}

	@Test
	void sendsNoAnswerOnceTheSocketHasLeft() {
		this.handler.onBlocking("a", (call) -> {
			call.ack().send(1);
			return null;
		});
		FakeWebSocket client = send("421[\"a\"]");
		client.text("41");
		this.server.runWorkers();
		assertThat(this.handler.events()).contains("a");
		assertThat(client.sent()).isEmpty();
	}

	@Test
	void answersWithoutInternalsWhenTheHandlerFails() {
		this.handler.on("a", (call) -> {
			throw new IllegalStateException("secret");
		});
		FakeWebSocket client = send("421[\"a\"]");
		assertThat(client.sent()).containsExactly(INTERNAL_ERROR);
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.log.messages("ERROR"))
			.containsExactly("handler of the test failed to handle 'a' of namespace /");
	}

	@Test
	void answersWithoutInternalsWhenTheResultFails() {
		this.handler.on("a", (call) -> Mono.error(new IllegalStateException("secret")));
		assertThat(send("421[\"a\"]").sent()).containsExactly(INTERNAL_ERROR);
		assertThat(this.log.messages("ERROR")).hasSize(1);
	}

	@Test
	void answersWithoutInternalsWhenTheResultCannotBeWritten() {
		this.handler.on("a", (call) -> AckArgs.of(new Unwritable()))
			.on("b", (call) -> Mono.just(AckArgs.of(new Unwritable())));
		assertThat(send("421[\"a\"]").sent()).containsExactly(INTERNAL_ERROR);
		assertThat(send("421[\"b\"]").sent()).containsExactly(INTERNAL_ERROR);
	}

	@Test
	void handlerMayAnswerAgainWhenItsAnswerCouldNotBeWritten() {
		this.handler.on("a", (call) -> {
			try {
				call.ack().send(new Unwritable());
			}
			catch (IllegalArgumentException ex) {
				call.ack().send("sorry");
			}
			return null;
		});
		assertThat(send("421[\"a\"]").sent()).containsExactly("431[\"sorry\"]");
	}

	@Test
	void saysThatThePayloadIsBad() {
		this.handler.on("a", Integer.class, (call) -> null);
		FakeWebSocket client = send("421[\"a\",\"x\"]");
		assertThat(client.sent()).singleElement()
			.asString()
			.startsWith("431[{\"error\":{\"code\":\"bad_payload\",\"message\":\"Argument 0 ");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.handler.events()).isEmpty();
		assertThat(this.log.messages("ERROR")).isEmpty();
		assertThat(this.log.messages("DEBUG")).hasSize(1);
	}

	@Test
	void saysThatAnArgumentIsBadWhichAListenerReads() {
		this.server.root().onConnection((socket) -> socket.on("a", (args, ack) -> args.get(0, Integer.class)));
		assertThat(send("421[\"a\",\"x\"]").sent()).singleElement().asString().contains("bad_payload");
	}

	@Test
	void sendsNoErrorsWhereThatIsOff() {
		TestServer silent = new TestServer((builder) -> builder.errorAck(false));
		silent.root().addHandler(this.handler.on("a", (call) -> {
			throw new PayloadBindingException(0, "bad", null);
		}).on("b", (call) -> Mono.error(new IllegalStateException("expected by the test"))));
		FakeWebSocket client = silent.connect();
		client.text("421[\"a\"]");
		client.text("422[\"b\"]");
		assertThat(client.sent()).isEmpty();
	}

	@Test
	void errorThatNobodyAskedForIsLoggedOnly() {
		this.handler.on("a", (call) -> {
			throw new IllegalStateException("expected by the test");
		});
		assertThat(send("42[\"a\"]").sent()).isEmpty();
		assertThat(this.log.messages("ERROR")).hasSize(1);
	}

	@Test
	void logsErrorsOfOneHandlerOnceASecond() {
		this.handler.on("a", (call) -> {
			throw new IllegalStateException("expected by the test");
		});
		FakeWebSocket client = send("42[\"a\"]");
		client.text("42[\"a\"]");
		client.text("42[\"a\"]");
		// A second may pass meanwhile
		assertThat(this.log.messages("ERROR").size() + this.log.messages("DEBUG").size()).isEqualTo(3);
		assertThat(this.log.messages("ERROR")).hasSizeLessThan(3);
	}

	@Test
	void releasesBufferThatIsAnswered() {
		DataBuffer buffer = FakeRequest.buffer(new byte[] { 1 });
		this.handler.on("a", (call) -> AckArgs.of(buffer));
		assertThat(send("421[\"a\"]").sent()).hasSize(2);
		assertThat(NettyDataBufferFactory.toByteBuf(buffer).refCnt()).isZero();
	}

	@Test
	void releasesBufferThatIsTheSecondAnswer() {
		DataBuffer buffer = FakeRequest.buffer(new byte[] { 1 });
		this.handler.on("a", (call) -> {
			call.ack().send("first");
			return AckArgs.of(buffer);
		});
		send("421[\"a\"]");
		assertThat(NettyDataBufferFactory.toByteBuf(buffer).refCnt()).isZero();
	}

	@Test
	void releasesBufferThatNobodyAskedFor() {
		DataBuffer buffer = FakeRequest.buffer(new byte[] { 1 });
		this.handler.on("a", (call) -> AckArgs.of(buffer));
		send("42[\"a\"]");
		assertThat(NettyDataBufferFactory.toByteBuf(buffer).refCnt()).isZero();
	}

	@Test
	void releasesBufferForASocketThatHasLeft() {
		DataBuffer buffer = FakeRequest.buffer(new byte[] { 1 });
		this.handler.onBlocking("a", (call) -> AckArgs.of(buffer));
		send("421[\"a\"]").text("41");
		this.server.runWorkers();
		assertThat(NettyDataBufferFactory.toByteBuf(buffer).refCnt()).isZero();
	}

}
