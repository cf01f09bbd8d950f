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
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.github.socketiospring.ServerDirectory;
import io.github.socketiospring.engineio.Timers;
import io.lettuce.core.SetArgs;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * A key in Redis for each server that tells where it is. It expires when the server has
 * not renewed it for as long as it may be silent.
 */
final class RedisServerDirectory implements ServerDirectory {

	private final String keyPrefix;

	private final String serverId;

	private final Duration interval;

	private final SetArgs life;

	private final Disposable.Swap renewal = Disposables.swap();

	private volatile @Nullable RedisPublisher redis;

	private volatile @Nullable Timers timers;

	RedisServerDirectory(String prefix, String serverId, Duration interval, Duration life) {
		this.keyPrefix = prefix + ":server:";
		this.serverId = serverId;
		this.interval = interval;
		this.life = new SetArgs().px(life.toMillis());
	}

	/**
	 * Redis is there, before anything is asked of the directory.
	 */
	void connect(RedisPublisher redis, Timers timers) {
		this.timers = timers;
		this.redis = redis;
	}

	private RedisPublisher redis() {
		return Objects.requireNonNull(this.redis, "The server has no adapter");
	}

	@Override
	public Mono<Void> register(String address) {
		byte[] value = address.getBytes(StandardCharsets.UTF_8);
		return Mono.fromCompletionStage(() -> write(value))
			.timeout(this.interval)
			.doOnSuccess((ok) -> renewLater(value))
			.then();
	}

	private CompletionStage<String> write(byte[] address) {
		return redis().query((commands) -> commands.set(this.keyPrefix + this.serverId, address, this.life));
	}

	/**
	 * Whether that succeeds does not matter: it is done again.
	 */
	private void renewLater(byte[] address) {
		Timers timers = Objects.requireNonNull(this.timers);
		this.renewal.update(timers.schedule(this.interval, () -> {
			write(address);
			renewLater(address);
		}));
	}

	@Override
	public Mono<String> find(String serverId) {
		return Mono.fromCompletionStage(() -> redis().query((commands) -> commands.get(this.keyPrefix + serverId)))
			.map((address) -> new String(address, StandardCharsets.UTF_8));
	}

	/**
	 * This server is not to be found any more.
	 */
	Mono<Void> close() {
		return Mono.defer(() -> {
			if (this.renewal.get() == null) {
				return Mono.empty();
			}
			this.renewal.dispose();
			return Mono
				.fromCompletionStage(() -> redis().query((commands) -> commands.del(this.keyPrefix + this.serverId)))
				// A Redis that is silent holds nothing up: the key expires
				.timeout(this.interval)
				.onErrorComplete()
				.then();
		});
	}

}
