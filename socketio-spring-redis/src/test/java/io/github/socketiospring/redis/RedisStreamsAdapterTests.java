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

package io.github.socketiospring.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.ClusterMessageCodec;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.adapter.RecoverableSession;
import io.github.socketiospring.adapter.RecoveryLimits;
import io.github.socketiospring.adapter.Restoration;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.lettuce.core.StreamMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * How clients are recovered when Redis answers late, or never.
 */
class RedisStreamsAdapterTests {

	private final PacketCodec codec = new PacketCodec(JsonMapper.shared(), PacketParserFactory.json());

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final RedisPublisher redis = mock();

	/** What Redis answers to queries, one after another. */
	private final Queue<CompletableFuture<?>> answers = new ArrayDeque<>();

	private final byte[] session = new StoredSession("/namespace",
			new RecoverableSession("pid", "id", Set.of("id", "room"), Map.of()), new StreamId(1, 0))
		.write(new ClusterMessageCodec(this.codec));

	private final Function<RecoverableSession, LocalSocket> sockets = (state) -> {
		LocalSocket socket = mock();
		given(socket.id()).willReturn(state.id());
		return socket;
	};

	private RedisStreamsAdapterFactory factory;

	@BeforeEach
	void answer() {
		given(this.redis.query(any())).willAnswer((call) -> this.answers.remove());
		given(this.redis.send(anyInt(), any())).willReturn(new CompletableFuture<>());
	}

	private RedisStreamsAdapter adapter(Duration requestsTimeout) {
		AdapterContext context = mock();
		given(context.namespace()).willReturn("/namespace");
		given(context.codec()).willReturn(this.codec);
		given(context.timers()).willReturn(new Timers(this.time));
		given(context.recovery())
			.willReturn(new RecoveryLimits(Duration.ofMinutes(2), Duration.ofMinutes(3), 1_000, 1_000_000));
		RedisSubscriber subscriber = mock();
		given(subscriber.subscribe(any(), any(), any())).willReturn(new CompletableFuture<>());
		RedisLink link = mock();
		given(link.publisher()).willReturn(this.redis);
		given(link.subscriber()).willReturn(subscriber);
		StreamReader reader = mock();
		given(reader.last()).willReturn(new StreamId(1, 0));
		this.factory = RedisStreamsAdapterFactory.builder(mock(LettuceConnectionFactory.class))
			.requestsTimeout(requestsTimeout)
			.build();
		return new RedisStreamsAdapter(context, this.factory, link, "socket.io", reader);
	}

	private <T> CompletableFuture<T> later() {
		CompletableFuture<T> answer = new CompletableFuture<>();
		this.answers.add(answer);
		return answer;
	}

	@Test
	void recoversAClientOnceThoughTheFirstRecoveryTakesLong() {
		RedisStreamsAdapter adapter = adapter(Duration.ofMinutes(1));
		List<RecoveryOutcome> outcomes = new ArrayList<>();
		List<RecoverableSession> recovered = new ArrayList<>();
		this.answers.add(CompletableFuture.completedFuture(List.of(this.session)));
		CompletableFuture<List<StreamMessage<String, byte[]>>> slow = later();
		byte[] owner = this.factory.serverId().getBytes(StandardCharsets.UTF_8);
		this.answers.add(CompletableFuture.completedFuture(List.of(this.session, owner)));
		this.answers.add(CompletableFuture.completedFuture(List.of(this.session)));
		CompletableFuture<List<StreamMessage<String, byte[]>>> slower = later();
		for (int i = 0; i < 2; i++) {
			adapter.restore("pid", null, (state) -> {
				recovered.add(state);
				return this.sockets.apply(state);
			}).map(Restoration::outcome).subscribe(outcomes::add);
		}
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(this.answers).isEmpty();
		List<StreamMessage<String, byte[]>> there = List.of(new StreamMessage<>("socket.io", "1-0", Map.of()));
		slow.complete(there);
		slower.complete(there);
		assertThat(outcomes).containsExactly(RecoveryOutcome.RECOVERED, RecoveryOutcome.STILL_CONNECTED);
		assertThat(recovered).hasSize(1);
		assertThat(adapter.rooms()).containsExactly("room");
	}

	@Test
	void waitsForASilentRedisInVainOnlyForSomeTime() {
		RedisStreamsAdapter adapter = adapter(Duration.ofMillis(1));
		later();
		assertFailsInTime(adapter);
		this.answers.add(CompletableFuture.completedFuture(List.of(this.session)));
		later();
		assertFailsInTime(adapter);
	}

	private void assertFailsInTime(RedisStreamsAdapter adapter) {
		Throwable failure = catchThrowable(
				() -> adapter.restore("pid", null, this.sockets).block(Duration.ofSeconds(10)));
		assertThat(Exceptions.unwrap(failure)).isInstanceOf(TimeoutException.class);
		assertThat(this.answers).isEmpty();
	}

}
