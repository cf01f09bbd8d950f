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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.ClusterAdapter;
import io.github.socketiospring.adapter.ClusterMessageCodec;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import reactor.core.publisher.Mono;

/**
 * An adapter that sends and gets its messages over the connections of its server.
 */
abstract class AbstractRedisAdapter extends ClusterAdapter {

	private final AbstractRedisAdapterFactory factory;

	private final RedisLink link;

	private final ClusterMessageCodec codec;

	AbstractRedisAdapter(AdapterContext context, AbstractRedisAdapterFactory factory, RedisLink link) {
		super(context, factory.membership());
		this.factory = factory;
		this.link = link;
		this.codec = new ClusterMessageCodec(context.codec());
	}

	final ClusterMessageCodec codec() {
		return this.codec;
	}

	final RedisLink link() {
		return this.link;
	}

	/**
	 * Begin once Redis has confirmed the subscriptions. That of the main namespace is
	 * awaited, so that a server which has started hears the others.
	 */
	final void start(CompletionStage<?> subscriptions) {
		if (context().namespace().equals("/")) {
			link().await(subscriptions);
			start();
		}
		else {
			subscriptions.thenRun(this::start);
		}
	}

	/**
	 * Count a message that is not sent.
	 * @param sent what becomes of it
	 * @return the same
	 */
	final <T> CompletionStage<T> watch(CompletionStage<T> sent) {
		return sent.whenComplete((result, ex) -> {
			if (ex != null) {
				onUnsent(ex);
			}
		});
	}

	/**
	 * Read a message: whatever it is, nothing is thrown.
	 * @param size how many bytes it has
	 * @param reader reads it
	 */
	final void receive(int size, Runnable reader) {
		if (size > this.factory.maxMessageBytes()) {
			onInvalid("too large: " + size + " bytes");
			return;
		}
		try {
			reader.run();
		}
		catch (RuntimeException | StackOverflowError ex) {
			onInvalid(ex);
		}
	}

	/**
	 * Ask how many servers listen to a channel.
	 * @return the number; that of the known ones if Redis cannot be asked
	 */
	final Mono<Integer> subscribers(
			Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<Map<String, Long>>> query) {
		return link().publisher()
			.queryAll(query)
			.reduce(0, (sum, counts) -> sum + counts.values().stream().mapToInt(Long::intValue).sum())
			.map((servers) -> Math.max(servers, 1))
			.timeout(requestTimeout())
			.onErrorResume((ex) -> super.serverCount());
	}

	@Override
	public Duration requestTimeout() {
		return this.factory.requestsTimeout();
	}

}
