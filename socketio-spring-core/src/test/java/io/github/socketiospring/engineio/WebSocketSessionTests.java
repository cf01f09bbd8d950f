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

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.test.LogRecorder;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cases 52 to 65 of the protocol, where they need no network, and what becomes of packets
 * that a connection cannot take.
 */
class WebSocketSessionTests {

	private static final EventExecutor executor = new DefaultEventExecutor();

	private final TestEngine engine = new TestEngine();

	private final FakeWebSocket client = this.engine.openWebSocket();

	@AfterAll
	static void stopExecutor() {
		executor.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
	}

	private EngineIOSession session() {
		return this.engine.session().session();
	}

	private void assertClosed(CloseReason reason, int status) {
		assertThat(this.engine.session().events()).last().isEqualTo("closed: " + reason);
		assertThat(this.client.closedWith()).isEqualTo(status);
		assertThat(this.engine.server().clientsCount()).isZero();
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void sendsParametersOfTheSessionFirst() {
		EngineIOServer server = EngineIOServer.builder().build((session) -> {
			session.send("at once");
			return new EchoListener(session);
		});
		FakeWebSocket client = new FakeWebSocket().open(server);
		assertThat(client.sent()).hasSize(2);
		assertThat(client.sent().get(0)).matches("0\\{\"sid\":\"[\\w-]{20}\",\"upgrades\":\\[],"
				+ "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
		assertThat(client.sent().get(1)).isEqualTo("4at once");
		server.close().block();
	}

	@Test
	void bringsTextAndBinaryMessages() {
		this.client.text("4hello");
		this.client.binary(1, 2, 255);
		this.client.text("bAQI=");
		this.client.text("4");
		assertThat(this.engine.session().events()).containsExactly("hello", "binary 0102ff", "binary 0102", "");
	}

	@Test
	void sendsTextAndBinaryMessages() {
		session().send("hello");
		session().send(FakeBuffers.of(1, 2, 255));
		assertThat(this.client.sent()).containsExactly("4hello", "0102ff");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "7", "abc", "b!!%%" })
	void closesOnWhatIsNoPacket(String frame) {
		this.client.text(frame);
		assertClosed(CloseReason.PARSE_ERROR, 1005);
	}

	@Test
	void closesOnInvalidUtf8() {
		this.client.bytes(new byte[] { '4', (byte) 0xed, (byte) 0xa0, (byte) 0x80 }, true);
		assertClosed(CloseReason.TRANSPORT_ERROR, 1007);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "2probe" })
	void closesOnPingOfTheClient(String frame) {
		this.client.text(frame);
		assertClosed(CloseReason.TRANSPORT_ERROR, 1005);
	}

	@Test
	void closesWhenTheClientSaysSo() {
		this.client.text("1");
		assertClosed(CloseReason.TRANSPORT_CLOSE, 1005);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "5", "6", "3" })
	void ignoresPacketsThatAClientHasNoReasonToSend(String frame) {
		this.client.text(frame);
		this.client.text("4fine");
		assertThat(this.engine.session().events()).containsExactly("fine");
	}

	@Test
	void endsWithTheConnection() {
		this.client.drop();
		this.client.drop();
		assertClosed(CloseReason.TRANSPORT_CLOSE, 1005);
		assertThat(this.engine.session().events()).hasSize(1);
	}

	@Test
	void tellsOfAConnectionThatFailed() {
		this.client.fail(new IOException("broken"));
		assertClosed(CloseReason.TRANSPORT_ERROR, 1005);
	}

	@Test
	void ignoresWhatComesAfterTheEnd() {
		this.client.drop();
		this.client.text("4late");
		this.client.binary(1);
		this.client.text("xyz");
		this.client.bytes(new byte[] { (byte) 0xff }, true);
		assertThat(this.engine.session().events()).containsExactly("closed: transport close");
	}

	@Test
	void sendsWhatWasSentBeforeTheClose() {
		this.client.congestAfter(0);
		session().send("a");
		session().close();
		session().send("too late");
		assertThat(this.client.sent()).containsExactly("4a");
		assertClosed(CloseReason.FORCED_CLOSE, 1005);
	}

	@Test
	void failingListenerClosesTheSession() {
		EngineIOServer server = EngineIOServer.builder().build((session) -> new EngineIOListener() {
			@Override
			public void onBinary(ByteBuf content) {
				throw new IllegalStateException("expected by the test");
			}

			@Override
			public void onClose(CloseReason reason, String description) {
				throw new IllegalStateException("expected by the test");
			}
		});
		FakeWebSocket client = new FakeWebSocket().open(server);
		try (LogRecorder log = LogRecorder.of(DefaultSession.class)) {
			client.binary(1);
			assertThat(log.messages("ERROR")).hasSize(1);
			assertThat(log.messages("DEBUG")).contains("The listener of an Engine.IO session failed");
		}
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(server.clientsCount()).isZero();
		server.close().block();
	}

	@Test
	void failingConnectionHandlerClosesTheSession() {
		EngineIOServer server = EngineIOServer.builder().build((session) -> {
			throw new IllegalStateException("expected by the test");
		});
		try (LogRecorder log = LogRecorder.of(DefaultSession.class)) {
			FakeWebSocket client = new FakeWebSocket().open(server);
			assertThat(client.closedWith()).isEqualTo(1005);
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(server.clientsCount()).isZero();
		server.close().block();
	}

	@Test
	void connectionHandlerMayCloseTheSession() {
		EngineIOServer server = EngineIOServer.builder().build((session) -> {
			session.send("bye");
			session.close();
			return new EchoListener(session);
		});
		FakeWebSocket client = new FakeWebSocket().open(server);
		assertThat(client.sent()).last().isEqualTo("4bye");
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(server.clientsCount()).isZero();
		server.close().block();
	}

	// Congestion

	@Test
	void keepsPacketsWhileTheConnectionIsCongested() {
		this.client.congestAfter(2);
		for (int i = 0; i < 5; i++) {
			session().send("" + i);
		}
		assertThat(this.client.take()).containsExactly("40", "41");
		this.client.writable(1);
		assertThat(this.client.take()).containsExactly("42");
		this.client.writable(10);
		assertThat(this.client.take()).containsExactly("43", "44");
		session().send("5");
		assertThat(this.client.take()).containsExactly("45");
	}

	@Test
	void flushesOnceABatch() {
		this.client.congestAfter(0);
		for (int i = 0; i < 5; i++) {
			session().send("" + i);
		}
		int before = this.client.flushes();
		this.client.writable(10);
		assertThat(this.client.flushes() - before).isOne();
	}

	@Test
	void writableConnectionWithoutPacketsIsNotFlushed() {
		int before = this.client.flushes();
		this.client.writable(10);
		assertThat(this.client.flushes()).isEqualTo(before);
	}

	@Test
	void releasesWhatWaitsForACongestedConnectionThatBreaks() {
		this.client.congestAfter(0);
		EncodedPacket packet = EncodedPacket.message("a");
		session().send(packet.retain());
		this.client.drop();
		assertThat(packet.refCnt()).isOne();
		packet.release();
	}

	@Test
	void releasesWhatIsSentToAClosedSession() {
		EncodedPacket packet = EncodedPacket.message("a");
		this.client.drop();
		session().send(packet.retain());
		session().send("text");
		session().send(FakeBuffers.of(1));
		assertThat(packet.refCnt()).isOne();
		packet.release();
	}

	@Test
	void releasesWhatIsSentToAPollingSessionThatIsClosing() {
		PollingClient polling = this.engine.openPolling();
		EncodedPacket packet = EncodedPacket.message("a");
		session().send(packet.retain());
		session().close();
		session().send(packet.retain());
		assertThat(packet.refCnt()).isEqualTo(2);
		polling.poll();
		assertThat(packet.refCnt()).isOne();
		packet.release();
	}

	@Test
	void releasesWhatACloseThatTimesOutCouldNotSend() {
		this.engine.openPolling();
		EncodedPacket packet = EncodedPacket.message("a");
		session().send(packet.retain());
		session().close();
		this.engine.pass(30_000);
		assertThat(packet.refCnt()).isOne();
		packet.release();
	}

	// With an event loop

	@Test
	void isWrittenFromItsEventLoopAlone() {
		FakeWebSocket client = new FakeWebSocket(executor).open(this.engine.server());
		session().send("a");
		client.settle().settle();
		session().close();
		client.settle().settle();
		assertThat(client.sent()).hasSize(2);
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(client.writers()).doesNotContain(Thread.currentThread()).containsOnly(client.writers().get(0));
	}

	@Test
	void flushesOnceATurnOfTheEventLoop() throws Exception {
		FakeWebSocket client = new FakeWebSocket(executor).open(this.engine.server());
		client.settle().take();
		int flushes = client.flushes();
		int requests = client.flushRequests();
		executor.submit(() -> {
			for (int i = 0; i < 10; i++) {
				session().send("" + i);
			}
			assertThat(client.sent()).isEmpty();
		}).get();
		client.settle();
		assertThat(client.sent()).hasSize(10);
		assertThat(client.flushRequests() - requests).isOne();
		assertThat(client.flushes() - flushes).isOne();
	}

	@Test
	void worksOnAnExecutorThatRunsTasksAtOnce() {
		FakeWebSocket client = new FakeWebSocket(ImmediateEventExecutor.INSTANCE).open(this.engine.server());
		client.take();
		client.text("4hello");
		session().send("a");
		client.congestAfter(0);
		session().send("b");
		client.writable(1);
		assertThat(client.take()).containsExactly("4a", "4b");
		client.drop();
		session().send("c");
		assertThat(this.engine.session().events()).containsExactly("hello", "closed: transport close");
	}

	@Test
	void endsThoughTheEventLoopHasEnded() throws Exception {
		EventExecutor ended = new DefaultEventExecutor();
		FakeWebSocket client = new FakeWebSocket(ended).open(this.engine.server());
		client.settle();
		ended.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).sync();
		session().close();
		assertThat(this.engine.session().events()).containsExactly("closed: forced close");
	}

}
