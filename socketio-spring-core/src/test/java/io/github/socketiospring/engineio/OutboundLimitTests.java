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

import java.util.List;
import java.util.function.UnaryOperator;

import io.github.socketiospring.engineio.PollingClient.Exchange;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OutboundLimitTests {

	/** Three small packets. */
	private static final int LIMIT = 3 * OutboundLimits.PACKET_COST;

	private TestEngine engine = limited((builder) -> builder.outboundMaxBytes(LIMIT));

	private static TestEngine limited(UnaryOperator<EngineIOServerBuilder> settings) {
		return new TestEngine(settings);
	}

	private EncodedPacket send(String text) {
		EncodedPacket packet = EncodedPacket.message(text);
		session().send(packet.retain());
		return packet;
	}

	private DefaultSession session() {
		return (DefaultSession) this.engine.session().session();
	}

	private Outbound outbound() {
		return session().outbound();
	}

	private void assertClosed() {
		assertThat(this.engine.session().events()).containsExactly("closed: slow consumer");
		assertThat(this.engine.server().clientsCount()).isZero();
		assertThat(this.engine.server().count(EngineIOCounter.SLOW_CONSUMER)).isOne();
		assertThat(this.engine.activeTimers()).isZero();
		assertThat(session().waitingBytes()).isZero();
		assertThat(outbound().waitingPackets()).isZero();
	}

	private static void assertReleased(EncodedPacket... packets) {
		for (EncodedPacket packet : packets) {
			assertThat(packet.refCnt()).isOne();
			packet.release();
		}
	}

	@Test
	void closesWebSocketForWhichTooMuchWaits() {
		FakeWebSocket client = this.engine.openWebSocket();
		client.congestAfter(0);
		EncodedPacket[] packets = { send("1"), send("2"), send("3") };
		assertThat(this.engine.session().events()).isEmpty();

		EncodedPacket last = send("4");
		assertClosed();
		assertThat(client.closedWith()).isEqualTo(WebSocketConnection.ABNORMAL);
		assertThat(client.sent()).isEmpty();
		assertReleased(packets);
		assertReleased(last, send("too late"));
	}

	@Test
	void closesSessionWhoseClientDoesNotPoll() {
		this.engine.openPolling();
		EncodedPacket[] packets = { send("1"), send("2"), send("3"), send("4") };
		assertClosed();
		assertReleased(packets);
	}

	@Test
	void countsWhatThePollHasNotRead() {
		PollingClient client = this.engine.openPolling();
		FakeRequest request = FakeRequest.get(client.query()).unread();
		Exchange answered = client.exchange(request);
		send("x".repeat(LIMIT)).release();
		assertThat(answered.body()).hasSize(LIMIT + 1);

		Exchange waiting = client.poll();
		assertReleased(send("refused"));
		assertClosed();
		assertThat(request.isAborted()).isTrue();
		assertThat(waiting.body()).isEqualTo("1");
	}

	@Test
	void closesConnectionOfTheLastPollUnlessTheNextHasCome() {
		PollingClient client = this.engine.openPolling();
		FakeRequest first = FakeRequest.get(client.query());
		client.exchange(first);
		send("1").release();
		FakeRequest second = FakeRequest.get(client.query());
		client.exchange(second);
		send("2").release();
		for (int i = 0; i < 4; i++) {
			send("3").release();
		}
		assertClosed();
		assertThat(first.isAborted()).isFalse();
		assertThat(second.isAborted()).isTrue();
	}

	@Test
	void answersNextPollWhenThePreviousAnswerIsRead() {
		PollingClient client = this.engine.openPolling();
		FakeRequest request = FakeRequest.get(client.query()).unread();
		Exchange first = client.exchange(request);
		send("1").release();
		Exchange second = client.poll();
		send("2").release();
		session().send(EncodedPacket.message("volatile").asVolatile());
		assertThat(first.body()).isEqualTo("41");
		assertThat(second.isPending()).isTrue();

		request.read();
		assertThat(second.body()).isEqualTo("42");
		send("3").release();
		assertThat(client.poll().body()).isEqualTo("43");
		assertThat(this.engine.session().events()).isEmpty();
	}

	@Test
	void answersPollsWithSomePacketsOfVeryManyAtATime() {
		this.engine = limited((builder) -> builder);
		PollingClient client = this.engine.openPolling();
		String text = "x".repeat(700_000);
		for (int i = 0; i < 3; i++) {
			send(i + text).release();
		}
		assertThat(client.poll().body()).isEqualTo("40" + text + " 41" + text);
		assertThat(client.poll().body()).isEqualTo("42" + text);
		assertThat(outbound().waitingPackets()).isZero();
	}

	@Test
	void letsPacketOfAnySizeInWhileLessThanTheLimitWaits() {
		FakeWebSocket client = this.engine.openWebSocket();
		client.congestAfter(0);
		send("1").release();
		send("x".repeat(100 * LIMIT)).release();
		assertThat(session().waitingBytes()).isGreaterThan(100 * LIMIT);
		client.writable(2);
		assertThat(client.take()).hasSize(2);
		assertThat(session().waitingBytes()).isZero();
		assertThat(this.engine.session().events()).isEmpty();
	}

	@Test
	void countsWhatTheConnectionHolds() {
		FakeWebSocket client = this.engine.openWebSocket();
		client.hold(LIMIT);
		send("1").release();
		assertThat(client.take()).containsExactly("41");
		assertThat(session().waitingBytes()).isEqualTo(LIMIT);

		// Some of it leaves, which nobody tells
		client.hold(LIMIT - 1);
		send("2").release();
		assertThat(client.take()).containsExactly("42");

		client.hold(2 * LIMIT);
		send("3").release();
		send("4").release();
		assertThat(client.take()).containsExactly("43");
		assertClosed();
		assertThat(client.closedWith()).isEqualTo(WebSocketConnection.ABNORMAL);
	}

	@Test
	void countsEachPacketForEachOfItsReceivers() {
		FakeWebSocket slow = this.engine.openWebSocket();
		DefaultSession first = session();
		FakeWebSocket quick = this.engine.openWebSocket();
		slow.congestAfter(0);
		EncodedPacket packet = EncodedPacket.message("x".repeat(LIMIT));
		for (int i = 0; i < 5; i++) {
			first.send(packet.retain());
			session().send(packet.retain());
		}
		assertThat(quick.take()).hasSize(5);
		assertThat(slow.take()).isEmpty();
		assertThat(first.isOpen()).isFalse();
		assertThat(session().isOpen()).isTrue();
		assertReleased(packet);
	}

	@Test
	void limitsTheNumberOfPackets() {
		this.engine = limited((builder) -> builder.outboundMaxPackets(2));
		FakeWebSocket client = this.engine.openWebSocket();
		client.congestAfter(0);
		send("").release();
		send("").release();
		assertThat(session().isOpen()).isTrue();
		send("").release();
		assertClosed();
	}

	@Test
	void boundsPacketsWithoutContent() {
		this.engine = limited((builder) -> builder.outboundMaxPackets(1_000_000).outboundMaxBytes(1_000_000));
		this.engine.openPolling();
		int sent = 0;
		while (session().isOpen()) {
			send("").release();
			sent++;
		}
		assertThat(sent).isLessThan(1_000_000 / OutboundLimits.PACKET_COST + 2);
		assertClosed();
	}

	@ParameterizedTest
	@ValueSource(strings = { "polling", "websocket" })
	void dropsTheNewestPacketWholeIfThatIsThePolicy(String transport) {
		this.engine = limited(
				(builder) -> builder.outboundMaxPackets(2).outboundOverflowPolicy(OverflowPolicy.DROP_NEWEST));
		PollingClient polling = transport.equals("polling") ? this.engine.openPolling() : null;
		FakeWebSocket webSocket = (polling == null) ? this.engine.openWebSocket() : null;
		if (webSocket != null) {
			webSocket.congestAfter(0);
		}
		send("1").release();
		EncodedPacket withAttachment = EncodedPacket.encode(ByteBufAllocator.DEFAULT, new byte[] { '4', 'a' }, 0, 2,
				List.of(Unpooled.wrappedBuffer(new byte[] { 1 })));
		session().send(withAttachment.retain());
		assertReleased(send("dropped"), send("dropped"));
		session().send(EncodedPacket.message("needed").asEssential());
		assertThat(this.engine.server().count(EngineIOCounter.OVERFLOW_DROPPED)).isEqualTo(2);
		if (webSocket != null) {
			webSocket.writable(3);
			assertThat(webSocket.take()).containsExactly("41", "4a", "01", "4needed");
		}
		else {
			assertThat(polling.poll().body()).isEqualTo("41 4a bAQ== 4needed");
		}
		assertReleased(withAttachment);
		send("2").release();
		if (webSocket != null) {
			webSocket.writable(1);
			assertThat(webSocket.take()).containsExactly("42");
		}
		else {
			assertThat(polling.poll().body()).isEqualTo("42");
		}
		assertThat(this.engine.session().events()).isEmpty();
	}

	@Test
	void closesSessionThatNeedsTwiceTheLimitEvenIfThePolicyIsToDrop() {
		this.engine = limited(
				(builder) -> builder.outboundMaxPackets(2).outboundOverflowPolicy(OverflowPolicy.DROP_NEWEST));
		FakeWebSocket client = this.engine.openWebSocket();
		client.congestAfter(0);
		for (int i = 0; i < 3; i++) {
			session().send(EncodedPacket.message("needed").asEssential());
			send("dropped from the third on").release();
		}
		assertThat(this.engine.session().events()).isEmpty();
		session().send(EncodedPacket.message("needed").asEssential());
		assertClosed();
	}

	@Test
	void neitherLimitsNorCountsWhatIsExempt() {
		FakeWebSocket client = this.engine.openWebSocket();
		client.congestAfter(0);
		for (int i = 0; i < 10; i++) {
			session().send(EncodedPacket.message("x".repeat(LIMIT)).asExempt());
		}
		send("counted").release();
		assertThat(outbound().waitingPackets()).isOne();
		client.writable(11);
		assertThat(client.take()).hasSize(11);
		assertThat(session().waitingBytes()).isZero();
	}

	@Test
	void closesOnlyOnFlushWhatWasEnqueued() {
		this.engine.openPolling();
		for (int i = 0; i < 10; i++) {
			session().enqueue(EncodedPacket.message("1"));
		}
		assertThat(this.engine.session().events()).isEmpty();
		session().flush();
		assertClosed();
	}

	@Test
	void closesDuringUpgrade() {
		PollingClient polling = this.engine.openPolling();
		FakeWebSocket candidate = new FakeWebSocket().open(this.engine.server(), "sid=" + polling.sid());
		candidate.text("2probe");
		for (int i = 0; i < 4; i++) {
			send("1").release();
		}
		assertClosed();
		assertThat(candidate.closedWith()).isNotEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void keepsTheCountWhenTheSessionMoves() {
		PollingClient polling = this.engine.openPolling();
		FakeWebSocket candidate = new FakeWebSocket().open(this.engine.server(), "sid=" + polling.sid());
		send("1").release();
		send("2").release();
		assertThat(outbound().waitingPackets()).isEqualTo(2);
		candidate.text("2probe");
		candidate.text("5");
		assertThat(candidate.take()).containsExactly("3probe", "41", "42");
		assertThat(session().waitingBytes()).isZero();
	}

	@Test
	void refusesLimitsThatCannotBe() {
		EngineIOServerBuilder builder = EngineIOServer.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.outboundMaxBytes(0))
			.withMessageContaining("outboundMaxBytes");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.outboundMaxPackets(0))
			.withMessageContaining("outboundMaxPackets");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.outboundMaxPackets(1_000_001))
			.withMessageContaining("1,000,000");
	}

}
