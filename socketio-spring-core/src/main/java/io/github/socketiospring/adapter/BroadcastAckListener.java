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

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

import io.github.socketiospring.Arguments;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Told how a broadcast is acknowledged. May be called by several threads, and before
 * {@link #onReceivers} as well.
 */
public interface BroadcastAckListener {

	/**
	 * How long answers are wanted, so that other servers need not wait longer.
	 * @return the time, or null for as long as the sockets live
	 */
	@Nullable Duration timeout();

	/**
	 * A socket of this server is about to get the packet.
	 * @param pending disposed of when its answer is not wanted any more
	 */
	void onPending(Disposable pending);

	/**
	 * The packet goes to so many servers. Called once.
	 * @param count how many will tell of their receivers, or have done so already
	 */
	void onServers(int count);

	/**
	 * A server has sent the packet, or is gone.
	 * @param count to how many sockets
	 */
	void onReceivers(int count);

	/**
	 * Other servers are asked.
	 * @param silent gives the ids of those that have not told of their receivers, as far
	 * as they are known
	 */
	void onRequest(Supplier<Set<String>> silent);

	/**
	 * Servers that had receivers are gone, and it is not known which: no more is awaited.
	 */
	void onServersLost();

	/**
	 * A socket answered.
	 * @param answer the arguments of the answer
	 */
	void onAck(Arguments answer);

	/**
	 * A socket left without an answer.
	 */
	void onMissing();

}
