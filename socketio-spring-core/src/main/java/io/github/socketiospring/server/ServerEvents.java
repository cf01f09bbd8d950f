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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.EventListener;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import org.springframework.util.Assert;

/**
 * The events that other servers emit to a namespace. Its listeners are called on a
 * worker, one after another.
 */
final class ServerEvents {

	private static final Set<String> RESERVED = Set.of("connect", "connection", "new_namespace");

	private final Scheduler workers;

	private final ErrorLog errors;

	private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();

	private Scheduler.@Nullable Worker worker;

	private boolean closed;

	ServerEvents(Scheduler workers, String namespace) {
		this.workers = workers;
		this.errors = new ErrorLog(() -> "A listener to server events of namespace " + namespace + " failed");
	}

	/**
	 * Check a name.
	 * @throws IllegalArgumentException if it is reserved
	 */
	static String check(String event) {
		Assert.notNull(event, "The name of an event must not be null");
		Assert.isTrue(!RESERVED.contains(event),
				() -> "'" + event + "' is a reserved event name: no server can send it");
		return event;
	}

	@SuppressWarnings("unchecked")
	<T> Disposable add(String event, Type type, EventListener<T> listener) {
		Listener added = new Listener(type, (EventListener<@Nullable Object>) listener);
		this.listeners.computeIfAbsent(check(event), (key) -> new CopyOnWriteArrayList<>()).add(added);
		return () -> this.listeners.getOrDefault(event, List.of()).remove(added);
	}

	void publish(String event, Arguments arguments, @Nullable Consumer<AckArgs> answer) {
		List<Listener> listeners = this.listeners.getOrDefault(event, List.of());
		if (listeners.isEmpty()) {
			return;
		}
		Ack<Object> ack = (answer != null) ? new ServerAck(answer) : DefaultAck.NONE;
		synchronized (this) {
			if (this.closed) {
				return;
			}
			if (this.worker == null) {
				this.worker = this.workers.createWorker();
			}
			this.worker.schedule(() -> listeners.forEach((listener) -> call(listener, arguments, ack)));
		}
	}

	private void call(Listener listener, Arguments arguments, Ack<Object> ack) {
		try {
			listener.call(arguments, ack);
		}
		catch (Exception ex) {
			this.errors.error(ex);
		}
	}

	synchronized void close() {
		this.closed = true;
		if (this.worker != null) {
			this.worker.dispose();
		}
	}

	private record Listener(Type type, EventListener<@Nullable Object> listener) {

		void call(Arguments arguments, Ack<Object> ack) throws Exception {
			this.listener.onEvent((this.type == Arguments.class) ? arguments : arguments.read(0, this.type), ack);
		}

	}

	private static final class ServerAck extends AtomicBoolean implements Ack<Object> {

		private final transient Consumer<AckArgs> answer;

		ServerAck(Consumer<AckArgs> answer) {
			this.answer = answer;
		}

		@Override
		public boolean requested() {
			return true;
		}

		@Override
		public void send(@Nullable Object value) {
			sendArgs(AckArgs.of(new @Nullable Object[] { value }));
		}

		@Override
		public void sendArgs(AckArgs args) {
			if (compareAndSet(false, true)) {
				this.answer.accept(args);
			}
		}

	}

}
