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

package io.github.socketiospring.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.socketiospring.redis.SocketIOEmitter;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * An emitter that Redis does not answer any more ends all the same, and says what was
 * lost.
 */
class EmitterOutageTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	@Test
	void endsThoughRedisIsSilent() {
		try (RedisServer redis = RedisServer.start(RedisVersion.SIX)) {
			LettuceConnectionFactory factory = new LettuceConnectionFactory("127.0.0.1", redis.port());
			factory.start();
			SocketIOEmitter emitter = SocketIOEmitter.builder(factory).requestsTimeout(Duration.ofMillis(100)).build();
			emitter.emit("before");
			emitter.flush().block(DEADLINE);
			redis.pause();
			emitter.emit("meanwhile");
			Mono<Void> flush = emitter.flush();
			CompletableFuture<Void> flushed = flush.toFuture();
			emitter.emit("at the end");
			assertThat(CompletableFuture.runAsync(emitter::close)).succeedsWithin(DEADLINE);
			assertThat(flushed).failsWithin(DEADLINE);
			emitter.emit("too late");
			assertThatException().isThrownBy(() -> emitter.flush().block(DEADLINE));
			factory.destroy();
		}
	}

}
