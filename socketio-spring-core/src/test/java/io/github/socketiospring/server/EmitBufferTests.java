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

import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.engineio.PollingClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Buffers that are emitted are released once sent, or once it is known that they never
 * will be. Small ones are copied at once, large ones are not.
 */
class EmitBufferTests {

	private final TestServer server = new TestServer();

	private static int references(DataBuffer buffer) {
		return NettyDataBufferFactory.toByteBuf(buffer).refCnt();
	}

	private static DataBuffer buffer(int size) {
		return FakeRequest.buffer(new byte[size]);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000 })
	void releasesWhatIsSent(int size) {
		FakeWebSocket client = this.server.connect();
		DataBuffer buffer = buffer(size);
		this.server.socket().emit("a", buffer);
		assertThat(client.sent()).hasSize(2);
		assertThat(references(buffer)).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000 })
	void releasesWhatIsBroadcastWhenTheLastReceiverHasIt(int size) {
		List<FakeWebSocket> clients = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			clients.add(this.server.connect());
		}
		clients.get(1).congestAfter(0);
		DataBuffer buffer = buffer(size);
		this.server.root().emit("a", buffer);
		assertThat(clients.get(2).sent()).hasSize(2);
		clients.get(1).writable(1);
		assertThat(clients.get(1).sent()).hasSize(2);
		assertThat(references(buffer)).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000 })
	void releasesWhatIsBroadcastToNobody(int size) {
		DataBuffer buffer = buffer(size);
		this.server.root().emit("a", buffer);
		assertThat(references(buffer)).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000 })
	void releasesWhatIsEmittedToASocketThatHasLeft(int size) {
		FakeWebSocket client = this.server.connect();
		DefaultSocket socket = this.server.socket();
		client.text("41");
		DataBuffer buffer = buffer(size);
		DataBuffer asked = buffer(size);
		socket.emit("a", buffer);
		socket.emitWithAck("a", asked).onErrorComplete().block();
		assertThat(references(buffer)).isZero();
		assertThat(references(asked)).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000 })
	void releasesWhatWaitsForAConnectionThatBreaks(int size) {
		FakeWebSocket client = this.server.connect();
		client.congestAfter(0);
		DataBuffer buffer = buffer(size);
		this.server.socket().emit("a", buffer);
		client.drop();
		assertThat(references(buffer)).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000 })
	void releasesWhatWaitsForAPollWhenTheServerShutsDown(int size) {
		PollingClient client = new PollingClient(this.server.server().engine());
		client.post("40");
		DataBuffer buffer = buffer(size);
		this.server.socket().emit("a", buffer);
		this.server.server().close().block();
		assertThat(references(buffer)).isZero();
	}

	@Test
	void releasesWhatCannotBeWrittenWithTheRest() {
		this.server.connect();
		DataBuffer before = buffer(1);
		DataBuffer after = buffer(1);
		try {
			this.server.socket().emit("a", before, new Unwritable(), after);
		}
		catch (IllegalArgumentException ex) {
			assertThat(references(before)).isZero();
			assertThat(references(after)).isZero();
		}
	}

	@Test
	void headerAndAttachmentsOfSeveralThreadsStayTogether() throws Exception {
		FakeWebSocket client = this.server.connect();
		DefaultSocket socket = this.server.socket();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			byte[] content = { (byte) i, (byte) i };
			Thread thread = new Thread(() -> {
				for (int n = 0; n < 200; n++) {
					socket.emit("" + content[0], content, content);
				}
			});
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(client.sent()).hasSize(1_800);
		for (int i = 0; i < client.sent().size(); i += 3) {
			String header = client.sent().get(i);
			String attachment = "0" + header.charAt(6) + "0" + header.charAt(6);
			assertThat(client.sent().get(i + 1)).as(header).isEqualTo(attachment);
			assertThat(client.sent().get(i + 2)).as(header).isEqualTo(attachment);
		}
	}

}
