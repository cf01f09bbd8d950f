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

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.BroadcastAcks;
import io.github.socketiospring.ClusterTimeoutException;
import io.github.socketiospring.PayloadBindingException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Collects the answers of other servers.
 *
 * @param <T> the type of an answer
 */
final class ServerAckCollector<T> {

	private final int servers;

	private final Type responseType;

	private final List<@Nullable T> responses = new ArrayList<>();

	private @Nullable ClusterTimeoutException timeout;

	/**
	 * Create the collector.
	 * @param servers how many are asked
	 * @param responseType the type of an answer
	 */
	ServerAckCollector(int servers, Type responseType) {
		this.servers = servers;
		this.responseType = responseType;
	}

	Mono<BroadcastAcks<T>> collect(Flux<Arguments> answers) {
		return answers.doOnNext(this::add)
			.doOnError(ClusterTimeoutException.class, (ex) -> this.timeout = ex)
			.onErrorComplete(ClusterTimeoutException.class)
			.then(Mono.fromSupplier(
					() -> new BroadcastAcks<>(this.responses, Math.max(this.servers - this.responses.size(), 0),
							this.timeout != null, (this.timeout != null) ? this.timeout.missingServers() : Set.of())));
	}

	@SuppressWarnings("unchecked")
	private void add(Arguments answer) {
		try {
			this.responses.add((this.responseType == Arguments.class) ? (T) answer : answer.read(0, this.responseType));
		}
		catch (PayloadBindingException ex) {
			// As good as none
		}
	}

}
