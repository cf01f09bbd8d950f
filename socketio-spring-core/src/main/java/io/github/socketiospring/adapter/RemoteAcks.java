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
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.adapter.ClusterMessage.Type;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Sends the answers of sockets of this server to the one that asked.
 */
final class RemoteAcks implements BroadcastAckListener {

	private final ClusterAdapter adapter;

	private final String sender;

	private final String request;

	private final @Nullable Duration timeout;

	private final Disposable.Composite pending = Disposables.composite();

	RemoteAcks(ClusterAdapter adapter, String sender, String request, @Nullable Duration timeout) {
		this.adapter = adapter;
		this.sender = sender;
		this.request = request;
		this.timeout = timeout;
		if (timeout != null) {
			adapter.context().timers().schedule(timeout, this.pending::dispose);
		}
	}

	@Override
	public @Nullable Duration timeout() {
		return this.timeout;
	}

	@Override
	public void onPending(Disposable pending) {
		this.pending.add(pending);
	}

	@Override
	public void onServers(int count) {
		// This one alone
	}

	@Override
	public void onRequest(Supplier<Set<String>> silent) {
		// Asks nobody else
	}

	@Override
	public void onServersLost() {
		// Asks nobody else
	}

	@Override
	public void onReceivers(int count) {
		this.adapter.respond(this.sender, Type.BROADCAST_CLIENT_COUNT, this.request, "clientCount", count);
	}

	@Override
	public void onAck(Arguments answer) {
		this.adapter.respond(this.sender, Type.BROADCAST_ACK, this.request, ClusterAdapter.arguments(answer.asList()));
	}

	@Override
	public void onMissing() {
		this.adapter.respond(this.sender, Type.BROADCAST_MISSING, this.request, Map.of());
	}

}
