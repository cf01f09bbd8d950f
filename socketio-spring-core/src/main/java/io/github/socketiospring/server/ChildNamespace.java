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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.socketiospring.adapter.Adapter;
import io.github.socketiospring.engineio.Timers;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * A dynamic namespace. It is held by each of its sockets, from CONNECT to the end of the
 * last disconnect handler, and removed when none holds it any more.
 */
final class ChildNamespace extends DefaultNamespace {

	/** Those who listen to new namespaces are not told yet. */
	private static final int NEW = -1;

	private static final int RETIRED = -2;

	private final DefaultParentNamespace parent;

	private final Map<String, String> variables;

	/** How many sockets hold it, or one of the states above. */
	private final AtomicInteger holders = new AtomicInteger(NEW);

	/** Until when it stays without sockets; {@link Long#MAX_VALUE} for good. */
	private final AtomicLong keptUntil;

	private final AtomicBoolean waiting = new AtomicBoolean();

	private volatile Disposable timer = Disposables.disposed();

	ChildNamespace(DefaultParentNamespace parent, NamespaceContext context, Adapter adapter,
			Map<String, String> variables) {
		super(parent.defaultServer(), context, adapter, parent.errors());
		this.parent = parent;
		this.variables = variables;
		this.keptUntil = new AtomicLong(
				defaultServer().options().children().cleanup() ? timers().now() : Long.MAX_VALUE);
	}

	DefaultParentNamespace parent() {
		return this.parent;
	}

	@Override
	public Map<String, String> variables() {
		return this.variables;
	}

	private Timers timers() {
		return defaultServer().engine().timers();
	}

	@Override
	void onConnected(DefaultSocket socket) {
		super.onConnected(socket);
		this.parent.publish(socket);
	}

	/**
	 * Let sockets in.
	 * @param holders how many hold it already
	 */
	void open(int holders) {
		this.holders.set(holders);
		if (holders == 0) {
			removeWhenDue();
		}
	}

	@Override
	boolean hold() {
		int count = this.holders.get();
		while (count >= 0) {
			if (this.holders.compareAndSet(count, count + 1)) {
				return true;
			}
			count = this.holders.get();
		}
		return false;
	}

	@Override
	void release() {
		if (this.holders.decrementAndGet() == 0) {
			removeWhenDue();
		}
	}

	/**
	 * Let no more sockets in, unless there are some.
	 */
	boolean retire() {
		return this.holders.compareAndSet(0, RETIRED);
	}

	@Override
	void keep(@Nullable Duration time) {
		long until = (time != null) ? timers().now() + time.toMillis() : Long.MAX_VALUE;
		this.keptUntil.accumulateAndGet(until, Math::max);
	}

	private void removeWhenDue() {
		long until = this.keptUntil.get();
		if (until == Long.MAX_VALUE || defaultServer().isClosed()) {
			return;
		}
		long rest = until - timers().now();
		if (rest <= 0) {
			defaultServer().namespaceMap().removeIfEmpty(this);
		}
		else if (this.waiting.compareAndSet(false, true)) {
			this.timer = timers().schedule(Duration.ofMillis(rest), this::onTimer);
		}
	}

	private void onTimer() {
		this.waiting.set(false);
		if (this.holders.get() == 0) {
			removeWhenDue();
		}
	}

	@Override
	Mono<Void> close() {
		this.timer.dispose();
		return super.close();
	}

}
