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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.AckTimeoutException;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketDisconnectedException;
import io.github.socketiospring.engineio.FakeWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Acknowledgements that clients owe.
 */
class EmitWithAckTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final TestServer server = new TestServer();

	private final FakeWebSocket client = this.server.connect();

	private final DefaultSocket socket = this.server.socket();

	private final List<Object> results = new CopyOnWriteArrayList<>();

	private <T> Disposable await(Mono<T> answer) {
		return answer.subscribe(this.results::add, (ex) -> this.results.add(ex.getClass().getSimpleName()),
				() -> this.results.add("complete"));
	}

	@AfterEach
	void nothingIsPending() {
		for (long id = 0; id < 10; id++) {
			assertThat(this.socket.acks().remove(id)).as("pending acknowledgement " + id).isNull();
		}
		assertThat(this.server.activeTimers()).as("but for the heartbeat").isLessThanOrEqualTo(1);
	}

	@Test
	void emitsOnEachSubscription() {
		Mono<Arguments> answer = this.socket.emitWithAck("ready?", 1);
		assertThat(this.client.sent()).isEmpty();
		await(answer);
		await(answer);
		assertThat(this.client.take()).containsExactly("420[\"ready?\",1]", "421[\"ready?\",1]");
		this.client.text("431[]");
		this.client.text("430[]");
	}

	@Test
	void givesAllArgumentsOfTheAnswer() {
		await(this.socket.emitWithAck("ready?").map(Arguments::asList));
		this.client.text("430[\"yes\",2]");
		assertThat(this.results).containsExactly(List.of("yes", 2), "complete");
	}

	@Test
	void givesTheFirstArgumentAsItsType() {
		await(this.socket.emitWithAck("ready?", Integer.class));
		this.client.text("430[2,\"rest\"]");
		assertThat(this.results).containsExactly(2, "complete");
	}

	@Test
	void givesBinaryAnswer() {
		await(this.socket.emitWithAck("ready?", byte[].class));
		this.client.text("461-0[{\"_placeholder\":true,\"num\":0}]");
		this.client.binary(1, 2);
		assertThat((byte[]) this.results.get(0)).containsExactly(1, 2);
	}

	@Test
	void answerWithoutArgumentsOrWithNullIsEmpty() {
		await(this.socket.emitWithAck("ready?", Integer.class));
		await(this.socket.emitWithAck("ready?", Integer.class));
		this.client.text("430[]");
		this.client.text("431[null]");
		assertThat(this.results).containsExactly("complete", "complete");
	}

	@Test
	void answerOfAnotherTypeFails() {
		await(this.socket.emitWithAck("ready?", Integer.class));
		this.client.text("430[\"x\"]");
		assertThat(this.results).containsExactly(PayloadBindingException.class.getSimpleName());
		assertThat(this.client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void invalidAnswerClosesTheConnection() {
		await(this.socket.emitWithAck("ready?"));
		this.client.text("430[1,}");
		assertThat(this.results).containsExactly(SocketDisconnectedException.class.getSimpleName());
		assertThat(this.client.closedWith()).isEqualTo(1005);
	}

	@Test
	void failsAfterTheTimeOutAndIgnoresTheLateAnswer() {
		await(this.socket.timeout(TIMEOUT).emitWithAck("ready?"));
		this.server.pass(TIMEOUT.minusMillis(1));
		assertThat(this.results).isEmpty();
		this.server.pass(Duration.ofMillis(1));
		this.client.text("430[\"late\"]");
		assertThat(this.results).containsExactly(AckTimeoutException.class.getSimpleName());
		assertThat(this.client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void timerEndsWithTheAnswer() {
		await(this.socket.timeout(TIMEOUT).emitWithAck("ready?"));
		this.client.text("430[]");
		assertThat(this.server.activeTimers()).isOne();
	}

	@Test
	void failsAtOnceWhenTheSocketLeaves() {
		await(this.socket.timeout(TIMEOUT).emitWithAck("ready?"));
		await(this.socket.emitWithAck("ready?"));
		this.client.text("41");
		assertThat(this.results).containsExactly(SocketDisconnectedException.class.getSimpleName(),
				SocketDisconnectedException.class.getSimpleName());
	}

	@Test
	void failsAtOnceWhenTheSocketHasLeft() {
		this.client.drop();
		await(this.socket.emitWithAck("ready?"));
		await(this.socket.timeout(TIMEOUT).emitWithAck("ready?"));
		assertThat(this.results).containsExactly(SocketDisconnectedException.class.getSimpleName(),
				SocketDisconnectedException.class.getSimpleName());
		assertThat(this.client.sent()).isEmpty();
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void ignoresAnswersThatNobodyAwaits() {
		this.client.text("4399[\"x\"]");
		this.client.text("43[\"x\"]");
		await(this.socket.emitWithAck("ready?").map(Arguments::asList));
		this.client.text("430[1]");
		this.client.text("430[2]");
		assertThat(this.results).containsExactly(List.of(1), "complete");
		assertThat(this.client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void forgetsTheAnswerThatIsNotAwaitedAnyMore() {
		await(this.socket.timeout(TIMEOUT).emitWithAck("ready?")).dispose();
		assertThat(this.server.activeTimers()).isOne();
		this.client.text("430[1]");
		assertThat(this.results).isEmpty();
	}

	@Test
	void forgetsTheAnswerThatWasNeverAwaited() {
		this.socket.timeout(TIMEOUT).emitWithAck("ready?").subscribe(new CancellingSubscriber());
		assertThat(this.server.activeTimers()).isOne();
	}

	@Test
	void failsWithWhatCannotBeWritten() {
		await(this.socket.timeout(TIMEOUT).emitWithAck("ready?", new Unwritable()));
		assertThat(this.results).containsExactly(IllegalArgumentException.class.getSimpleName());
		assertThat(this.server.activeTimers()).isOne();
		assertThat(this.client.sent()).isEmpty();
	}

	@Test
	void answerOfAnotherSocketDoesNotCount() {
		FakeWebSocket other = this.server.connect();
		await(this.socket.emitWithAck("ready?"));
		other.text("430[\"x\"]");
		assertThat(this.results).isEmpty();
		other.drop();
		this.client.text("430[]");
		assertThat(this.results).hasSize(2);
	}

	private static final class CancellingSubscriber extends BaseSubscriber<Arguments> {

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			cancel();
		}

	}

}
