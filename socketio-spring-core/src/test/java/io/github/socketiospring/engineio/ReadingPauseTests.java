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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.engineio.PollingClient.Exchange;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client sends waits while its session is not read. The message {@code pause}
 * begins a pause.
 */
class ReadingPauseTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<String> events = new ArrayList<>();

	private EngineIOSession session;

	private final EngineIOServer server = EngineIOServer.builder()
		.timerScheduler(this.time)
		.allowEIO3(true)
		.build(this::listen);

	@AfterEach
	void closeServer() {
		this.server.close().block();
	}

	private EngineIOListener listen(EngineIOSession session) {
		this.session = session;
		return new EngineIOListener() {

			@Override
			public void onText(ByteBuf text) {
				ReadingPauseTests.this.events.add(text.toString(UTF_8));
				if (text.toString(UTF_8).equals("pause")) {
					session.pauseReading(LIMIT);
				}
			}

			@Override
			public void onBinary(ByteBuf content) {
				ReadingPauseTests.this.events.add("binary");
			}

			@Override
			public void onClose(CloseReason reason, String description) {
				ReadingPauseTests.this.events.add("closed: " + reason);
			}

		};
	}

	private void resume() {
		this.session.execute(this.session::resumeReading);
	}

	// WebSocket

	@Test
	void webSocketHandsOverNothingUntilReadingGoesOn() {
		FakeWebSocket client = new FakeWebSocket().open(this.server);
		List.of("4a", "4pause", "4b", "4pause", "4c").forEach(client::text);
		assertThat(this.events).containsExactly("a", "pause");
		assertThat(client.unread()).isEqualTo(3);
		resume();
		assertThat(this.events).containsExactly("a", "pause", "b", "pause");
		resume();
		assertThat(this.events).containsExactly("a", "pause", "b", "pause", "c");
		client.text("4d");
		assertThat(this.events).last().isEqualTo("d");
	}

	@Test
	void sendsWhileReadingIsPaused() {
		FakeWebSocket client = new FakeWebSocket().open(this.server);
		client.text("4pause");
		client.take();
		this.session.send("news");
		assertThat(client.take()).containsExactly("4news");
	}

	@Test
	void closeOfTheServerEndsThePause() {
		FakeWebSocket client = new FakeWebSocket().open(this.server);
		client.text("4pause");
		this.session.close();
		assertThat(this.events).containsExactly("pause", "closed: forced close");
		assertThat(this.server.timers().active()).isZero();
	}

	@Test
	void closesWithTheReasonThatIsGiven() {
		FakeWebSocket client = new FakeWebSocket().open(this.server);
		client.take();
		this.session.send("lost");
		client.congestAfter(0);
		this.session.close(CloseReason.OVERLOADED);
		assertThat(this.events).containsExactly("closed: overloaded");
		assertThat(client.closedWith()).isEqualTo(1005);
	}

	// Polling

	@Test
	void postIsAnsweredWhenItsLastPacketIsHandled() {
		PollingClient client = new PollingClient(this.server);
		Exchange post = client.post("4a\u001e4pause\u001e4b\u001e4pause\u001ebAQ==\u001e4c");
		assertThat(this.events).containsExactly("a", "pause");
		assertThat(post.isPending()).isTrue();
		resume();
		assertThat(this.events).containsExactly("a", "pause", "b", "pause");
		assertThat(post.isPending()).isTrue();
		resume();
		assertThat(this.events).containsExactly("a", "pause", "b", "pause", "binary", "c");
		assertThat(post.body()).isEqualTo("ok");
		assertThat(client.post("4d").body()).isEqualTo("ok");
		assertThat(this.events).last().isEqualTo("d");
	}

	@Test
	void postThatEndsWithThePauseIsAnsweredAndTheNextOneWaits() {
		PollingClient client = new PollingClient(this.server);
		assertThat(client.post("4a\u001e4pause").body()).isEqualTo("ok");
		Exchange post = client.post("4b");
		assertThat(post.isPending()).isTrue();
		assertThat(this.events).containsExactly("a", "pause");
		resume();
		assertThat(post.body()).isEqualTo("ok");
		assertThat(this.events).containsExactly("a", "pause", "b");
	}

	@Test
	void postsOfProtocol3WaitToo() {
		PollingClient client = new PollingClient(this.server, "EIO=3&transport=polling");
		Exchange post = client.post("2:4a6:4pause2:4b");
		assertThat(this.events).containsExactly("a", "pause");
		resume();
		assertThat(this.events).containsExactly("a", "pause", "b");
		assertThat(post.body()).isEqualTo("ok");
	}

	@Test
	void malformedRestOfAPostIsFoundOutWhenReadingGoesOn() {
		PollingClient client = new PollingClient(this.server, "EIO=3&transport=polling");
		Exchange post = client.post("6:4pause2:4b9:x");
		assertThat(post.isPending()).isTrue();
		resume();
		assertThat(post.status()).isEqualTo(400);
		assertThat(this.events).containsExactly("pause", "b", "closed: parse error");
	}

	@Test
	void pollIsAnsweredWhileReadingIsPaused() {
		PollingClient client = new PollingClient(this.server);
		client.post("4pause\u001e4b");
		Exchange poll = client.poll();
		this.session.send("news");
		assertThat(poll.body()).isEqualTo("4news");
	}

	@Test
	void postThatWaitsFailsWhenThePauseIsTooLong() {
		PollingClient client = new PollingClient(this.server);
		Exchange post = client.post("4pause\u001e4b");
		this.time.advanceTimeBy(LIMIT.minusSeconds(1));
		assertThat(client.poll().body()).isEqualTo("2");
		Exchange poll = client.poll();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(post.status()).isEqualTo(400);
		assertThat(poll.body()).isEqualTo("1");
		assertThat(this.events).containsExactly("pause", "closed: overloaded");
		assertThat(this.server.timers().active()).isZero();
	}

	@Test
	void closesWhenAPostIsAbortedThatWaits() {
		PollingClient client = new PollingClient(this.server);
		client.post("4pause\u001e4b").abort();
		assertThat(this.events).containsExactly("pause", "closed: transport error");
	}

	@Test
	void closesWhenThePostAfterOneThatWaitsOverlaps() {
		PollingClient client = new PollingClient(this.server);
		client.post("4pause\u001e4b");
		assertThat(client.post("4c").status()).isEqualTo(400);
		assertThat(this.events).containsExactly("pause", "closed: transport error");
	}

	@Test
	void restOfAPostIsIgnoredOnceTheServerHasClosed() {
		PollingClient client = new PollingClient(this.server);
		Exchange post = client.post("4pause\u001e4b");
		this.session.close();
		assertThat(post.body()).isEqualTo("ok");
		assertThat(client.poll().body()).isEqualTo("6 1");
		assertThat(this.events).containsExactly("pause", "closed: forced close");
	}

	// Upgrade

	@Test
	void pauseGoesOnAfterAnUpgrade() {
		PollingClient client = new PollingClient(this.server);
		client.post("4pause");
		FakeWebSocket webSocket = new FakeWebSocket().open(this.server, "sid=" + client.sid());
		webSocket.text("2probe");
		webSocket.text("5");
		webSocket.text("4a");
		assertThat(this.session.transport()).isEqualTo("websocket");
		assertThat(this.events).containsExactly("pause");
		resume();
		assertThat(this.events).containsExactly("pause", "a");
	}

	// Heartbeats of protocol 3, which are the client's

	@Test
	void answersPingsOfProtocol3UnaskedWhileReadingIsPaused() {
		FakeWebSocket client = new FakeWebSocket().open(this.server, "EIO=3");
		client.text("4pause");
		client.take();
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		assertThat(client.take()).containsExactly("3", "3");
		resume();
		this.time.advanceTimeBy(Duration.ofMillis(44_999));
		assertThat(this.events).containsExactly("pause");
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.events).containsExactly("pause", "closed: ping timeout");
	}

}
