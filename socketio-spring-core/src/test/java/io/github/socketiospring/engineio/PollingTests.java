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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.github.socketiospring.engineio.PollingClient.Exchange;
import io.github.socketiospring.test.LogRecorder;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.core.io.buffer.DataBuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Cases 25 to 49 of the protocol, where they need no network.
 */
class PollingTests {

	private final TestEngine engine = new TestEngine((builder) -> builder.maxHttpBufferSize(10));

	private final PollingClient client = this.engine.openPolling();

	private EngineIOSession session() {
		return this.engine.session().session();
	}

	private void assertClosed(CloseReason reason) {
		assertThat(this.engine.session().events()).last().isEqualTo("closed: " + reason);
		assertGone();
	}

	private void assertGone() {
		assertThat(this.client.poll().body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
		assertThat(this.engine.server().clientsCount()).isZero();
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void keepsPacketsForTheNextPoll() {
		session().send("a");
		session().send(FakeBuffers.of(1, 2, 3, 4));
		assertThat(this.client.poll().body()).isEqualTo("4a bAQIDBA==");
		assertThat(this.client.poll().isPending()).isTrue();
	}

	@Test
	void answersEchoesOfOnePostTogether() {
		EngineIOServer echo = EngineIOServer.builder().build(EchoListener::new);
		PollingClient echoing = new PollingClient(echo);
		Exchange echoes = echoing.poll();
		echoing.post("4a\u001e4b\u001ebAQI=");
		assertThat(echoes.body()).isEqualTo("4a 4b bAQI=");
		echo.close().block();
	}

	@Test
	void closesWhenTwoPollsOverlap() {
		Exchange first = this.client.poll();
		Exchange second = this.client.poll();
		assertThat(second.status()).isEqualTo(400);
		assertThat(second.body()).isEmpty();
		assertThat(first.body()).isEqualTo("1");
		assertClosed(CloseReason.TRANSPORT_ERROR);
	}

	@Test
	void closesWhenTwoPostsOverlap() {
		Sinks.Many<DataBuffer> body = Sinks.many().unicast().onBackpressureBuffer();
		Exchange first = this.client.post(body.asFlux());
		assertThat(first.isPending()).isTrue();
		Exchange second = this.client.post("4x");
		assertThat(second.status()).isEqualTo(400);
		assertThat(first.status()).isEqualTo(400);
		assertThat(body.currentSubscriberCount()).as("reading of the first goes on").isZero();
		assertClosed(CloseReason.TRANSPORT_ERROR);
	}

	@Test
	void pollAndPostMayOverlap() {
		Exchange poll = this.client.poll();
		assertThat(this.client.post("4hello").body()).isEqualTo("ok");
		assertThat(poll.isPending()).isTrue();
		assertThat(this.engine.session().events()).containsExactly("hello");
	}

	@Test
	void closesWhenAPollIsAborted() {
		this.client.poll().abort();
		assertClosed(CloseReason.TRANSPORT_ERROR);
	}

	@Test
	void closesWhenAPollIsAbortedBeforeItIsRegistered() {
		this.engine.server().handle(FakeRequest.get(this.client.query())).subscribe(new CancellingSubscriber());
		assertClosed(CloseReason.TRANSPORT_ERROR);
	}

	@Test
	void abortAfterTheAnswerChangesNothing() {
		Exchange poll = this.client.poll();
		session().send("a");
		poll.abort();
		assertThat(session().isOpen()).isTrue();
	}

	@Test
	void closesWhenAPostIsAborted() {
		Sinks.Many<DataBuffer> body = Sinks.many().unicast().onBackpressureBuffer();
		Exchange post = this.client.post(body.asFlux());
		body.tryEmitNext(FakeRequest.buffer("4he".getBytes(StandardCharsets.UTF_8)));
		post.abort();
		assertThat(body.currentSubscriberCount()).isZero();
		assertClosed(CloseReason.TRANSPORT_ERROR);
	}

	@Test
	void closesWhenAPostIsAbortedBeforeItIsRegistered() {
		AtomicBoolean cancelled = new AtomicBoolean();
		Flux<DataBuffer> body = Flux.<DataBuffer>never().doOnCancel(() -> cancelled.set(true));
		this.engine.server().handle(FakeRequest.post(this.client.query(), body)).subscribe(new CancellingSubscriber());
		assertThat(cancelled).isTrue();
		assertClosed(CloseReason.TRANSPORT_ERROR);
	}

	@Test
	void closesWhileABodyIsNotYetSubscribedTo() {
		List<CoreSubscriber<? super DataBuffer>> subscribers = new ArrayList<>();
		Flux<DataBuffer> body = new Flux<>() {

			@Override
			public void subscribe(CoreSubscriber<? super DataBuffer> subscriber) {
				// As Reactor Netty does on another thread than its own
				subscribers.add(subscriber);
			}

		};
		Exchange post = this.client.post(body);
		session().close(CloseReason.TRANSPORT_CLOSE);
		assertThat(post.status()).isEqualTo(400);
		assertClosed(CloseReason.TRANSPORT_CLOSE);
		Subscription subscription = mock();
		subscribers.forEach((subscriber) -> subscriber.onSubscribe(subscription));
		then(subscription).should().cancel();
	}

	@Test
	void closesWhenTheBodyFails() {
		Exchange post = this.client.post(Flux.error(new IllegalStateException("connection reset")));
		assertThat(post.status()).isEqualTo(400);
		assertClosed(CloseReason.TRANSPORT_ERROR);
	}

	@Test
	void refusesTooLargeBodyThatSaysItsLengthWithoutReadingIt() {
		AtomicBoolean read = new AtomicBoolean();
		Flux<DataBuffer> body = Flux.<DataBuffer>never().doOnSubscribe((subscription) -> read.set(true));
		FakeRequest request = FakeRequest.post(this.client.query(), body).header("Content-Length", "11");
		Exchange post = this.client.exchange(request);
		assertThat(post.status()).isEqualTo(413);
		assertThat(read).isFalse();
		assertThat(this.client.post("4fine").body()).isEqualTo("ok");
	}

	@Test
	void refusesTooLargeBodyOfUnknownLengthAndStopsReading() {
		AtomicBoolean cancelled = new AtomicBoolean();
		Flux<DataBuffer> body = Flux.<DataBuffer>generate((sink) -> sink.next(FakeRequest.buffer(new byte[4])))
			.doOnCancel(() -> cancelled.set(true));
		Exchange post = this.client.post(body);
		assertThat(post.status()).isEqualTo(413);
		assertThat(cancelled).isTrue();
		assertThat(this.client.post("4fine").body()).isEqualTo("ok");
	}

	@Test
	void asksForNoMoreOfBodyThatIsTooLarge() {
		AtomicLong asked = new AtomicLong();
		Flux<DataBuffer> body = Flux.<DataBuffer>generate((sink) -> sink.next(FakeRequest.buffer(new byte[4])))
			.doOnRequest(asked::addAndGet);
		assertThat(this.client.post(body).status()).isEqualTo(413);
		assertThat(asked).hasValue(3);
	}

	@Test
	void takesBodyOfExactlyTheLimit() {
		assertThat(this.client.post("4123456789").body()).isEqualTo("ok");
		assertThat(this.engine.session().events()).containsExactly("123456789");
	}

	@Test
	void putsChunksTogether() {
		byte[] euro = "4€".getBytes(StandardCharsets.UTF_8);
		Flux<DataBuffer> body = Flux.range(0, euro.length).map((i) -> FakeRequest.buffer(new byte[] { euro[i] }));
		assertThat(this.client.post(body).body()).isEqualTo("ok");
		assertThat(this.engine.session().events()).containsExactly("€");
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "", "7", "b!!%%", "4a\u001e", "\u001e4a" })
	void closesOnWhatIsNoPacket(String body) {
		Exchange post = this.client.post(body);
		assertThat(post.status()).isEqualTo(400);
		assertClosed(CloseReason.PARSE_ERROR);
	}

	@Test
	void closesOnInvalidUtf8() {
		Exchange post = this.client.post(Flux.just(FakeRequest.buffer(new byte[] { '4', (byte) 0xc0, (byte) 0xaf })));
		assertThat(post.status()).isEqualTo(400);
		assertClosed(CloseReason.PARSE_ERROR);
	}

	@Test
	void closesOnBinaryBody() {
		FakeRequest request = FakeRequest.post(this.client.query(), "4a")
			.header("Content-Type", "application/octet-stream");
		assertThat(this.client.exchange(request).status()).isEqualTo(400);
		assertClosed(CloseReason.TRANSPORT_ERROR);
	}

	@ParameterizedTest
	@CsvSource({ "X, parse error", "1, transport close", "2, transport error" })
	void handlesNothingAfterThePacketThatClosed(String packet, String reason) {
		this.client.post("4a\u001e" + packet + "\u001e4b");
		assertThat(this.engine.session().events()).containsExactly("a", "closed: " + reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "5", "6", "3" })
	void ignoresPacketsThatAClientHasNoReasonToSend(String packet) {
		assertThat(this.client.post(packet + "\u001e4fine").body()).isEqualTo("ok");
		assertThat(this.engine.session().events()).containsExactly("fine");
	}

	@Test
	void answersPollThatWaitsWhenTheClientCloses() {
		Exchange poll = this.client.poll();
		assertThat(this.client.post("1").body()).isEqualTo("ok");
		assertThat(poll.body()).isEqualTo("6");
		assertClosed(CloseReason.TRANSPORT_CLOSE);
	}

	@Test
	void tellsPollThatWaitsOfTheClose() {
		Exchange poll = this.client.poll();
		session().close();
		assertThat(poll.body()).isEqualTo("1");
		assertClosed(CloseReason.FORCED_CLOSE);
	}

	@Test
	void tellsTheNextPollOfTheClose() {
		session().close();
		assertThat(session().isOpen()).isFalse();
		assertThat(this.engine.server().clientsCount()).isOne();
		assertThat(this.client.poll().body()).isEqualTo("6 1");
		assertClosed(CloseReason.FORCED_CLOSE);
	}

	@Test
	void sendsWhatWaitedBeforeTheClose() {
		session().send("a");
		session().send("b");
		session().close();
		session().send("too late");
		assertThat(this.client.poll().body()).isEqualTo("4a 4b");
		assertThat(this.client.poll().body()).isEqualTo("6 1");
		assertGone();
	}

	@Test
	void forgetsClosedSessionWhoseClientClosesToo() {
		session().send("a");
		session().close();
		assertThat(this.client.poll().body()).isEqualTo("4a");
		this.client.post("1");
		assertGone();
	}

	@Test
	void closedSessionTakesNoMorePackets() {
		session().close();
		this.client.post("4late");
		assertThat(this.engine.session().events()).isEmpty();
	}

	@Test
	void forgetsAfter30SecondsASessionThatNobodyPolls() {
		session().send("a");
		session().close();
		this.engine.pass(29_999);
		assertThat(this.engine.server().clientsCount()).isOne();
		assertThat(this.engine.session().events()).isEmpty();
		this.engine.pass(1);
		assertClosed(CloseReason.FORCED_CLOSE);
	}

	private FakeRequest unreadPoll() {
		FakeRequest request = FakeRequest.get(this.client.query()).unread();
		this.client.exchange(request);
		return request;
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "closed while a poll waits", "closed before the poll", "closed by the client", "upgraded" })
	void givesUpTheLastAnswerIfItIsNotReadWithin30Seconds(String end) {
		if (end.equals("closed before the poll")) {
			session().close();
		}
		FakeRequest request = unreadPoll();
		switch (end) {
			case "closed while a poll waits" -> session().close();
			case "closed by the client" -> {
				session().send("a");
				this.client.post("1");
			}
			case "upgraded" -> {
				session().send("a");
				FakeWebSocket webSocket = new FakeWebSocket().open(this.engine.server(), "sid=" + this.client.sid());
				webSocket.text("2probe");
				webSocket.text("5");
				webSocket.text("1");
			}
			default -> {
			}
		}
		assertThat(this.engine.server().clientsCount()).isZero();
		this.engine.pass(29_999);
		assertThat(request.isAborted()).isFalse();
		this.engine.pass(1);
		assertThat(request.isAborted()).isTrue();
		assertThat(this.engine.server().count(EngineIOCounter.ANSWER_TIMEOUT)).isOne();
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void leavesConnectionAloneWhoseLastAnswerIsReadInTime() {
		FakeRequest request = unreadPoll();
		session().close();
		this.engine.pass(29_999);
		request.read();
		assertThat(this.engine.activeTimers()).isZero();
		this.engine.pass(1);
		assertThat(request.isAborted()).isFalse();
		assertGone();
	}

	@Test
	void givesUpUnreadAnswerAtThePingTimeout() {
		FakeRequest request = unreadPoll();
		session().send("a");
		this.engine.pass(44_999);
		assertThat(request.isAborted()).isFalse();
		this.engine.pass(1);
		assertThat(request.isAborted()).isTrue();
		assertClosed(CloseReason.PING_TIMEOUT);
	}

	@Test
	void leavesConnectionOfThePollsAloneAfterTheUpgrade() {
		FakeRequest request = FakeRequest.get(this.client.query());
		this.client.exchange(request);
		session().send("a");
		FakeWebSocket webSocket = new FakeWebSocket().open(this.engine.server(), "sid=" + this.client.sid());
		webSocket.text("2probe");
		webSocket.text("5");
		this.engine.pass(45_000);
		assertThat(this.engine.session().events()).last().isEqualTo("closed: ping timeout");
		assertThat(request.isAborted()).isFalse();
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void closingTwiceChangesNothing() {
		session().close();
		session().close();
		assertThat(this.client.poll().body()).isEqualTo("6 1");
		session().close();
		assertThat(this.engine.session().events()).containsExactly("closed: forced close");
	}

	@Test
	void failsPostThatIsStillReadWhenTheSessionEnds() {
		Sinks.Many<DataBuffer> body = Sinks.many().unicast().onBackpressureBuffer();
		Exchange post = this.client.post(body.asFlux());
		this.engine.pass(45_000);
		assertThat(post.status()).isEqualTo(400);
		assertThat(body.currentSubscriberCount()).isZero();
		assertClosed(CloseReason.PING_TIMEOUT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "DELETE", "PATCH" })
	void refusesOtherMethodsAndKeepsTheSession(String method) {
		Exchange exchange = this.client.exchange(FakeRequest.method(method, this.client.query()));
		assertThat(exchange.status()).isEqualTo(405);
		assertThat(session().isOpen()).isTrue();
	}

	@Test
	void failingListenerClosesItsSessionAlone() {
		EngineIOServer server = EngineIOServer.builder().build((session) -> new EngineIOListener() {
			@Override
			public void onText(ByteBuf text) {
				throw new IllegalStateException("expected by the test");
			}
		});
		PollingClient failing = new PollingClient(server);
		PollingClient other = new PollingClient(server);
		try (LogRecorder log = LogRecorder.of(DefaultSession.class)) {
			failing.post("4a");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(failing.poll().status()).isEqualTo(400);
		assertThat(other.poll().isPending()).isTrue();
		server.close().block();
	}

	private static final class CancellingSubscriber extends BaseSubscriber<EngineIOResponse> {

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			cancel();
		}

	}

}
