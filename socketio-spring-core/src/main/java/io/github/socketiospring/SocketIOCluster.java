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

import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The servers that are one to their clients, as one of them sees it. Safe for use by
 * several threads.
 *
 * @see SocketIOServer#cluster()
 */
public interface SocketIOCluster {

	/**
	 * The id of this server.
	 * @return a random text, another one after each start
	 */
	String serverId();

	/**
	 * The other servers that send heartbeats: those of Node.js do not.
	 * @return a snapshot of their ids
	 */
	Set<String> otherServerIds();

	/**
	 * Whether messages can be sent to other servers, and come from them.
	 * @return false if this server is cut off at the moment
	 */
	boolean isConnected();

	/**
	 * How much waits to be sent to other servers.
	 * @return the number of bytes
	 */
	long pendingBytes();

	/**
	 * Where the servers can be reached, for those that forward requests to each other.
	 * @return null if they do not tell each other
	 */
	default @Nullable ServerDirectory directory() {
		return null;
	}

	/**
	 * Listen to servers that come and go.
	 * @param listener called by the thread that finds it out, which it must not hold up
	 */
	void addListener(Consumer<ClusterEvent> listener);

}
