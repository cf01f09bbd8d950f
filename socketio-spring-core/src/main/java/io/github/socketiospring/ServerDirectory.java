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

package io.github.socketiospring;

import reactor.core.publisher.Mono;

/**
 * Where the servers of a cluster can be reached by each other. Safe for use by several
 * threads.
 *
 * @see SocketIOCluster#directory()
 */
public interface ServerDirectory {

	/**
	 * Tell the others where this server can be reached, from now on until it is closed.
	 * @param address the URL of its endpoint
	 * @return completes when they can find it
	 */
	Mono<Void> register(String address);

	/**
	 * Find another server.
	 * @param serverId its {@linkplain SocketIOCluster#serverId() id}
	 * @return its address; empty if there is no such server
	 */
	Mono<String> find(String serverId);

}
