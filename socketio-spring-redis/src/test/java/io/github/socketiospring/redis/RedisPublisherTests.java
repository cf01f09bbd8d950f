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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

class RedisPublisherTests {

	private final StatefulRedisConnection<String, byte[]> connection = mock();

	private final RedisAsyncCommands<String, byte[]> commands = mock();

	private RedisPublisher publisher;

	private RedisConnectionStateListener state;

	@BeforeEach
	void connect() {
		given(this.connection.async()).willReturn(this.commands);
		given(this.connection.closeAsync()).willReturn(CompletableFuture.completedFuture(null));
		RedisFuture<String> pong = mock();
		given(pong.whenComplete(any()))
			.willAnswer((call) -> CompletableFuture.completedFuture("PONG").whenComplete(call.getArgument(0)));
		given(this.commands.ping()).willReturn(pong);
		this.publisher = new RedisPublisher(this.connection, 100);
		ArgumentCaptor<RedisConnectionStateListener> listener = ArgumentCaptor.captor();
		verify(this.connection).addListener(listener.capture());
		this.state = listener.getValue();
	}

	private void lose() {
		this.state.onRedisDisconnected(mock(RedisChannelHandler.class));
	}

	private void reconnect() {
		this.state.onRedisConnected(mock(RedisChannelHandler.class), null);
	}

	private <T> CompletionStage<T> send(CompletionStage<T> result) {
		return this.publisher.send(10, (commands) -> result);
	}

	@Test
	void passesResultsOfWhatHasWaitedOnWithoutALock() {
		lose();
		List<String> results = new ArrayList<>();
		send(CompletableFuture.completedFuture("sent")).whenComplete(
				(result, ex) -> results.add(result + (Thread.holdsLock(this.publisher) ? " under the lock" : "")));
		send(CompletableFuture.failedFuture(new RedisException("lost again"))).whenComplete((result, ex) -> results
			.add(ex.getClass().getSimpleName() + (Thread.holdsLock(this.publisher) ? " under the lock" : "")));
		assertThat(results).isEmpty();
		reconnect();
		assertThat(results).containsExactly("sent", "CompletionException");
		assertThat(this.publisher.isConnected()).isTrue();
		assertThat(this.publisher.pendingBytes()).isZero();
	}

	@Test
	void failsAllThatWaitsWhenAConnectionThrowsAsItIsClosed() {
		lose();
		List<CompletionStage<String>> results = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			results.add(this.publisher.send(10, (commands) -> {
				throw new RedisException("Connection is closed");
			}));
		}
		assertThat(this.publisher.close().toCompletableFuture()).isCompleted();
		assertThat(results).allSatisfy((result) -> assertThat(result.toCompletableFuture()).isCompletedExceptionally());
		assertThat(this.publisher.pendingBytes()).isZero();
	}

}
