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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.BroadcastAcks;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.adapter.BroadcastAckListener;
import io.github.socketiospring.engineio.Timers;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.MonoSink;

/**
 * Collects the acknowledgements of one broadcast.
 */
final class BroadcastAckCollector<T> implements BroadcastAckListener {

	private final MonoSink<BroadcastAcks<T>> sink;

	private final Type responseType;

	private final @Nullable Duration timeout;

	private final Consumer<SocketIOCounter> counters;

	private final Disposable.Swap timer = Disposables.swap();

	private final List<T> responses = new ArrayList<>();

	private final List<Disposable> pending = new ArrayList<>();

	private int missing;

	private int receivers;

	private int serversLeft;

	private boolean serversKnown;

	private final List<Supplier<Set<String>>> silent = new ArrayList<>();

	/** Those of them that were not heard of in time. */
	private Set<String> missingServers = Set.of();

	/** Some servers have not told in time how many receivers they have. */
	private boolean serversLost;

	private boolean done;

	BroadcastAckCollector(MonoSink<BroadcastAcks<T>> sink, Type responseType, @Nullable Duration timeout,
			Consumer<SocketIOCounter> counters) {
		this.sink = sink;
		this.responseType = responseType;
		this.timeout = timeout;
		this.counters = counters;
	}

	/**
	 * The event is about to be sent.
	 * @param requestTimeout how long servers are awaited that do not tell how many
	 * receivers they have, unless there is a time-out for all
	 */
	void start(Timers timers, Duration requestTimeout) {
		this.timer.update((this.timeout != null) ? timers.schedule(this.timeout, this::onTimeout)
				: timers.schedule(requestTimeout, this::onServersTimeout));
		this.sink.onDispose(() -> {
			this.timer.dispose();
			end();
		});
	}

	@Override
	public @Nullable Duration timeout() {
		return this.timeout;
	}

	@Override
	public void onPending(Disposable pending) {
		synchronized (this) {
			if (!this.done) {
				this.pending.add(pending);
				return;
			}
		}
		pending.dispose();
	}

	@Override
	public void onServers(int count) {
		update(() -> {
			this.serversKnown = true;
			this.serversLeft += count;
		});
	}

	@Override
	public synchronized void onRequest(Supplier<Set<String>> silent) {
		this.silent.add(silent);
	}

	@Override
	public void onReceivers(int count) {
		update(() -> {
			this.receivers += count;
			this.serversLeft--;
			if (this.serversKnown && this.serversLeft <= 0 && this.timeout == null) {
				this.timer.dispose();
			}
		});
	}

	@Override
	@SuppressWarnings("unchecked")
	public void onAck(Arguments answer) {
		T response;
		try {
			response = (this.responseType == Arguments.class) ? (T) answer : answer.read(0, this.responseType);
		}
		catch (PayloadBindingException ex) {
			onMissing();
			return;
		}
		T result = response;
		update(() -> this.responses.add(result));
	}

	@Override
	public void onMissing() {
		update(() -> this.missing++);
	}

	private void update(Runnable change) {
		boolean complete;
		synchronized (this) {
			if (this.done) {
				return;
			}
			change.run();
			complete = this.serversKnown && this.serversLeft <= 0
					&& this.responses.size() + this.missing >= this.receivers;
			this.done = complete;
		}
		if (complete) {
			this.pending.forEach(Disposable::dispose);
			this.sink.success(new BroadcastAcks<>(this.responses, this.missing, this.serversLost, this.missingServers));
		}
	}

	/**
	 * Wait no longer for servers, but for the receivers that are known of.
	 */
	private void onServersTimeout() {
		update(() -> {
			this.counters.accept(SocketIOCounter.SERVER_TIMEOUT);
			this.serversLost = true;
			this.missingServers = silent();
			this.serversKnown = true;
			this.serversLeft = 0;
		});
	}

	private Set<String> silent() {
		Set<String> servers = new TreeSet<>();
		this.silent.forEach((silent) -> servers.addAll(silent.get()));
		return servers;
	}

	@Override
	public void onServersLost() {
		end(SocketIOCounter.SERVER_TIMEOUT);
	}

	private void onTimeout() {
		end(SocketIOCounter.ACK_TIMEOUT);
	}

	private void end(SocketIOCounter counter) {
		if (end()) {
			this.counters.accept(counter);
			this.sink.success(new BroadcastAcks<>(this.responses,
					Math.max(this.receivers - this.responses.size(), this.missing), true, silent()));
		}
	}

	/**
	 * Wait no longer: what comes later finds nobody waiting.
	 * @return false if it was complete before
	 */
	private boolean end() {
		synchronized (this) {
			if (this.done) {
				return false;
			}
			this.done = true;
		}
		this.pending.forEach(Disposable::dispose);
		return true;
	}

}
