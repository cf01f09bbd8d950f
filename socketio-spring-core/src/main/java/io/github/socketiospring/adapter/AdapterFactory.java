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

package io.github.socketiospring.adapter;

import io.github.socketiospring.SocketIOCluster;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Creates the adapter of each namespace of a server.
 */
@FunctionalInterface
public interface AdapterFactory {

	/**
	 * Create an adapter. Must not block: for a dynamic namespace that is on the event
	 * loop of the client that asked for it, and no other namespace is created meanwhile.
	 * @param context what the adapter gets from its server
	 * @return the adapter
	 */
	Adapter create(AdapterContext context);

	/**
	 * What is known of the other servers.
	 * @return null if the adapters are for a server that is alone
	 */
	default @Nullable SocketIOCluster cluster() {
		return null;
	}

	/**
	 * Let go of what the adapters share. Called when their server has closed them.
	 * @return completes when that is done
	 */
	default Mono<Void> close() {
		return Mono.empty();
	}

}
