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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AnyEventListener;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.github.socketiospring.protocol.PayloadReader;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * The events of one socket: binds their arguments and starts their handlers in the order
 * of arrival. Used in the session's serial place, but for adding listeners.
 */
final class SocketEvents {

	private static final EventInvocation[] NO_INVOCATIONS = {};

	private final DefaultSocket socket;

	private final EventLane lane;

	/** Null until somebody wants to look at events before their handlers. */
	private volatile @Nullable EventGate gate;

	/** Null until an event does not end at once. */
	private volatile @Nullable PendingEvents pending;

	private final LazyMap<String, Listeners<PreparedHandler>> listeners = new LazyMap<>();

	private final Listeners<PreparedHandler> anyListeners = new Listeners<>();

	/** Null until an event comes whose rate is limited. */
	private @Nullable EventRates rates;

	SocketEvents(DefaultSocket socket, EventLane lane) {
		this.socket = socket;
		this.lane = lane;
	}

	/**
	 * The gate, to add something to it.
	 */
	synchronized EventGate gate() {
		EventGate gate = this.gate;
		if (gate == null) {
			gate = new EventGate(this.socket);
			this.gate = gate;
		}
		return gate;
	}

	/**
	 * The events that have not ended, to add one.
	 */
	PendingEvents pending() {
		PendingEvents pending = this.pending;
		return (pending != null) ? pending : createPending();
	}

	/**
	 * How many events have not ended. Called by any thread.
	 */
	int pendingCount() {
		PendingEvents pending = this.pending;
		return (pending != null) ? pending.count() : 0;
	}

	private synchronized PendingEvents createPending() {
		PendingEvents pending = this.pending;
		if (pending == null) {
			pending = new PendingEvents(this.socket);
			this.pending = pending;
		}
		return pending;
	}

	/**
	 * A packet is invalid: tell those who listen to errors.
	 */
	void onInvalidPacket(InvalidPacketException error) {
		EventGate gate = this.gate;
		if (gate != null) {
			gate.onInvalidPacket(error);
		}
	}

	Disposable listen(String event, Type type, EventListener<?> listener) {
		EventNames.check(event);
		EventHandler listening = new ListenerHandler(listener, type, listenersBlock());
		NamespaceObserver observer = this.socket.defaultNamespace().observer();
		PreparedHandler handler = prepare((observer != null) ? observer.handler(event, listening) : listening, event,
				event);
		Map<String, Listeners<PreparedHandler>> listeners = this.listeners.create();
		listeners.compute(event, (key, present) -> {
			Listeners<PreparedHandler> handlers = (present != null) ? present : new Listeners<>();
			handlers.add(handler);
			return handlers;
		});
		return () -> listeners.computeIfPresent(event, (key, handlers) -> {
			handlers.remove(handler);
			return handlers.isEmpty() ? null : handlers;
		});
	}

	/**
	 * What comes with an event, until the socket leaves.
	 */
	<T> Flux<T> stream(String event, Type type) {
		EventNames.check(event);
		return Flux.<T>create((sink) -> {
			EventListener<@Nullable T> listener = (payload, ack) -> {
				if (payload != null) {
					sink.next(payload);
				}
			};
			Disposable listening = listen(event, type, listener);
			Disposable end = this.socket.onDisconnect((reason) -> sink.complete());
			sink.onDispose(Disposables.composite(listening, end));
		}, FluxSink.OverflowStrategy.IGNORE)
			.onBackpressureBuffer(Observers.BUFFER, (lost) -> this.socket.count(SocketIOCounter.OBSERVER_OVERFLOW));
	}

	Disposable listenToAll(AnyEventListener listener, boolean first) {
		PreparedHandler handler = prepare(new AnyListenerHandler(listener, listenersBlock()), null, "any event");
		return this.anyListeners.add(handler, first);
	}

	void removeAnyListeners(Predicate<AnyEventListener> which) {
		this.anyListeners
			.removeIf((handler) -> handler.handler() instanceof AnyListenerHandler any && which.test(any.listener()));
	}

	private PreparedHandler prepare(EventHandler handler, @Nullable String event, String what) {
		return new PreparedHandler(handler, this.socket.defaultNamespace().defaultServer(), event, what,
				this.socket.namespace().name());
	}

	boolean listenersBlock() {
		return this.socket.options().execution() == HandlerExecution.WORKER;
	}

	/**
	 * The socket has left: events may not wait for ever any more.
	 */
	void onLeft(DisconnectReason reason) {
		PendingEvents pending = this.pending;
		if (pending != null) {
			pending.close(this.socket.dropsEvents());
		}
		EventGate gate = this.gate;
		if (gate != null) {
			gate.onLeft(reason);
		}
	}

	/**
	 * Start the handlers of an event, or have them wait. All arguments are read first, so
	 * an invalid packet starts none.
	 * @throws InvalidPacketException if it is not an event that a client may send
	 */
	void onEvent(IncomingPacket packet) {
		PendingEvents pending = this.pending;
		if (pending != null && pending.isOverflowing()) {
			this.socket.connection().overload();
			return;
		}
		Ack<Object> ack = (packet.id() >= 0) ? new DefaultAck(this.socket, packet.id()) : DefaultAck.NONE;
		int size = packet.size();
		String event;
		EventInvocation[] observers;
		EventInvocation[] handlers;
		EventGate gate = this.gate;
		Arguments examined = null;
		try (PayloadReader payload = this.socket.codec().openEvent(packet)) {
			event = payload.name();
			PreparedHandler[] prepared = handlers(event);
			NamespaceObserver observer = this.socket.defaultNamespace().observer();
			if (observer != null) {
				observer.onEvent((prepared.length > 0) ? prepared[0].event() : null);
			}
			if (!isPermitted(prepared, ack)) {
				payload.finish();
				return;
			}
			GuardedEvents guarded = this.socket.defaultNamespace().guardedEvents();
			RuntimeException refusal = (guarded != null) ? guarded.refusal(this.socket, event) : null;
			if (guarded != null && refusal != null) {
				payload.finish();
				this.socket.count(SocketIOCounter.EVENT_DENIED);
				refuse(new EventInvocation(this.socket, guarded.handler(prepared), event, null, refusal, ack, size,
						false));
				return;
			}
			if (guarded != null && guarded.take(this.socket, payload, ack)) {
				return;
			}
			observers = bind(observers(), payload, ack, size, true);
			handlers = bind(prepared, payload, ack, size, false);
			if (gate != null && gate.hasMiddlewares()) {
				examined = new DefaultArguments(payload.arguments());
			}
			payload.finish();
		}
		if (handlers.length == 0) {
			this.socket.count(SocketIOCounter.EVENT_UNHANDLED);
		}
		Arguments arguments = examined;
		if (gate != null && arguments != null) {
			Runnable examination = () -> {
				pending().begin(size);
				gate.pass(() -> {
					start(observers);
					gate.examine(event, arguments, ack, () -> start(handlers), () -> pending().end(size));
				});
			};
			if (pending == null || pending.hasRoom()) {
				examination.run();
			}
			else {
				pending.add(size, examination);
			}
		}
		else if (pending == null || pending.hasRoom()) {
			start(observers);
			start(handlers);
		}
		else if (observers.length > 0 || handlers.length > 0) {
			pending.add(size, () -> {
				start(observers);
				start(handlers);
			});
		}
		pending = this.pending;
		if (pending != null) {
			pending.update();
		}
	}

	/**
	 * Have the handler of an event be told that the event was refused, when its turn
	 * comes.
	 */
	private void refuse(EventInvocation invocation) {
		PendingEvents pending = pending();
		int size = invocation.size();
		Runnable start = () -> {
			pending.begin(size);
			Runnable turn = () -> {
				start(new EventInvocation[] { invocation });
				pending.end(size);
			};
			EventGate gate = this.gate;
			if (gate != null) {
				gate.pass(turn);
			}
			else {
				turn.run();
			}
		};
		if (pending.hasRoom()) {
			start.run();
		}
		else {
			pending.add(size, start);
		}
		pending.update();
	}

	/**
	 * Whether an event does not come too fast. If it does, it has been seen to.
	 */
	private boolean isPermitted(PreparedHandler[] handlers, Ack<Object> ack) {
		EventRateLimit limit = this.socket.options().rateLimit();
		if (limit != null && !rates().permits(limit, ack)) {
			return false;
		}
		for (PreparedHandler handler : handlers) {
			limit = handler.rateLimit();
			if (limit != null && !rates().permits(limit, ack)) {
				return false;
			}
		}
		return true;
	}

	private EventRates rates() {
		EventRates rates = this.rates;
		if (rates == null) {
			rates = new EventRates(this.socket);
			this.rates = rates;
		}
		return rates;
	}

	private PreparedHandler[] observers() {
		PreparedHandler[] observers = this.socket.defaultNamespace().events().any();
		return this.anyListeners.isEmpty() ? observers : join(observers, this.anyListeners);
	}

	private PreparedHandler[] handlers(@Nullable String event) {
		NamespaceEvents events = this.socket.defaultNamespace().events();
		PreparedHandler[] handlers = (event != null) ? events.of(event) : NamespaceEvents.NO_HANDLERS;
		Listeners<PreparedHandler> listeners = (event != null) ? this.listeners.get(event) : null;
		if (listeners != null) {
			handlers = join(handlers, listeners);
		}
		return (handlers.length > 0) ? handlers : events.unhandled();
	}

	private static PreparedHandler[] join(PreparedHandler[] handlers, Listeners<PreparedHandler> more) {
		List<PreparedHandler> added = more.asList();
		PreparedHandler[] all = Arrays.copyOf(handlers, handlers.length + added.size());
		for (int i = 0; i < added.size(); i++) {
			all[handlers.length + i] = added.get(i);
		}
		return all;
	}

	private EventInvocation[] bind(PreparedHandler[] handlers, PayloadReader payload, Ack<Object> ack, int size,
			boolean observing) {
		if (handlers.length == 0) {
			return NO_INVOCATIONS;
		}
		EventInvocation[] invocations = new EventInvocation[handlers.length];
		for (int i = 0; i < handlers.length; i++) {
			@Nullable Object[] values = null;
			PayloadBindingException error = null;
			try {
				values = handlers[i].binding().read(payload);
			}
			catch (PayloadBindingException ex) {
				error = ex;
			}
			invocations[i] = new EventInvocation(this.socket, handlers[i], payload.name(), values, error, ack, size,
					observing);
		}
		return invocations;
	}

	private void start(EventInvocation[] invocations) {
		for (EventInvocation invocation : invocations) {
			if (!invocation.isBlocking() && this.lane.isIdle()) {
				invocation.run();
			}
			else {
				pending().begin(invocation.size());
				this.lane.add(invocation);
			}
		}
	}

	/**
	 * Run a task after the synchronous parts of those before, and after the events that
	 * the middlewares look at.
	 */
	void run(boolean blocking, Runnable task) {
		EventGate gate = this.gate;
		if (gate != null && gate.isBusy()) {
			gate.pass(() -> runNow(blocking, task));
		}
		else {
			runNow(blocking, task);
		}
	}

	private void runNow(boolean blocking, Runnable task) {
		if (!blocking && this.lane.isIdle()) {
			task.run();
		}
		else {
			this.lane.add(new Task(blocking, task));
		}
	}

	/**
	 * What is no event.
	 */
	private record Task(boolean isBlocking, Runnable action) implements EventTask {

		@Override
		public void run() {
			this.action.run();
		}

	}

}
