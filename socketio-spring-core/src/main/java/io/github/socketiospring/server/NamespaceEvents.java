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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.github.socketiospring.EventHandler;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.NamespaceObserver;
import org.jspecify.annotations.Nullable;

/**
 * The event handlers of a namespace, prepared as they are first needed; the children of a
 * parent share them, and so what their errors are logged with. Safe for use by several
 * threads.
 */
final class NamespaceEvents {

	static final PreparedHandler[] NO_HANDLERS = {};

	/** A handler may be for all names, which clients make up. */
	static final int MAX_PREPARED = 1000;

	private final DefaultServer server;

	private final String namespace;

	private final @Nullable NamespaceObserver observer;

	private final List<NamespaceHandler> handlers = new CopyOnWriteArrayList<>();

	/** Only events that have handlers are kept here: clients make up the others. */
	private final Map<String, PreparedHandler[]> prepared = new ConcurrentHashMap<>();

	private volatile PreparedHandler @Nullable [] any = NO_HANDLERS;

	private volatile PreparedHandler @Nullable [] unhandled = NO_HANDLERS;

	NamespaceEvents(DefaultServer server, String namespace, @Nullable NamespaceObserver observer) {
		this.server = server;
		this.namespace = namespace;
		this.observer = observer;
	}

	/**
	 * Make others with the same handlers.
	 */
	NamespaceEvents copy(String namespace) {
		NamespaceEvents copy = new NamespaceEvents(this.server, namespace, this.observer);
		this.handlers.forEach(copy::add);
		return copy;
	}

	void add(NamespaceHandler handler) {
		this.handlers.add(handler);
		this.prepared.clear();
		this.any = null;
		this.unhandled = null;
	}

	List<NamespaceHandler> handlers() {
		return this.handlers;
	}

	/**
	 * The handlers of an event.
	 */
	PreparedHandler[] of(String event) {
		PreparedHandler[] prepared = this.prepared.get(event);
		return (prepared != null) ? prepared : prepareEvent(event);
	}

	private PreparedHandler[] prepareEvent(String event) {
		int count = this.handlers.size();
		if (count == 0) {
			return NO_HANDLERS;
		}
		boolean kept = this.prepared.size() < MAX_PREPARED;
		String known = kept ? event : null;
		PreparedHandler[] prepared = prepare(known, event,
				(handler) -> single(observe(known, handler.eventHandler(event))));
		if (kept && prepared.length > 0) {
			this.prepared.put(event, prepared);
			if (this.handlers.size() != count) {
				// One was added meanwhile
				this.prepared.remove(event);
			}
		}
		return prepared;
	}

	/**
	 * The handlers of all events.
	 */
	PreparedHandler[] any() {
		PreparedHandler[] any = this.any;
		if (any == null) {
			any = prepare(null, "any event", NamespaceHandler::anyEventHandlers);
			this.any = any;
		}
		return any;
	}

	/**
	 * The handlers of events that have none.
	 */
	PreparedHandler[] unhandled() {
		PreparedHandler[] unhandled = this.unhandled;
		if (unhandled == null) {
			unhandled = prepare(null, "an unhandled event",
					(handler) -> single(observe(null, handler.unhandledEventHandler())));
			this.unhandled = unhandled;
		}
		return unhandled;
	}

	private PreparedHandler[] prepare(@Nullable String event, String what,
			Function<NamespaceHandler, List<EventHandler>> source) {
		List<PreparedHandler> result = new ArrayList<>();
		for (NamespaceHandler handler : this.handlers) {
			for (EventHandler eventHandler : source.apply(handler)) {
				result.add(new PreparedHandler(eventHandler, this.server, event, what, this.namespace));
			}
		}
		return result.isEmpty() ? NO_HANDLERS : result.toArray(PreparedHandler[]::new);
	}

	private @Nullable EventHandler observe(@Nullable String event, @Nullable EventHandler handler) {
		NamespaceObserver observer = this.observer;
		return (handler != null && observer != null) ? observer.handler(event, handler) : handler;
	}

	private static List<EventHandler> single(@Nullable EventHandler handler) {
		return (handler != null) ? List.of(handler) : List.of();
	}

}
