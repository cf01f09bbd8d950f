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

package io.github.socketiospring.annotation.support;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.SocketIONamespace;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the controllers of a namespace handle.
 */
class NamespaceHandlerBuilder {

	private final String namespace;

	private final Map<String, AnnotatedEventHandler> eventHandlers = new LinkedHashMap<>();

	private final List<AnnotatedEventHandler> anyHandlers = new ArrayList<>();

	private @Nullable AnnotatedEventHandler unhandledHandler;

	private final Map<HandlerKind, List<LifecycleHandler>> lifecycle = new EnumMap<>(HandlerKind.class);

	private final Set<NamespaceVariableArgument> namespaceVariables = new LinkedHashSet<>();

	private final Map<String, ServerEventHandler> serverEvents = new LinkedHashMap<>();

	private final List<RoomEventHandler> roomEvents = new ArrayList<>();

	NamespaceHandlerBuilder(String namespace) {
		this.namespace = namespace;
	}

	/**
	 * Add a controller.
	 * @throws InvalidControllerException if it handles an event that another one, or
	 * another method of it, handles
	 */
	void add(ControllerHandlers controller) {
		for (ControllerHandlers.Event event : controller.events()) {
			AnnotatedEventHandler other = this.eventHandlers.putIfAbsent(event.name(), event.handler());
			if (other != null) {
				throw twoHandlers(what("Event '" + event.name() + "'"), other, event.handler());
			}
		}
		this.namespaceVariables.addAll(controller.namespaceVariables());
		this.anyHandlers.addAll(controller.anyHandlers());
		for (AnnotatedEventHandler handler : controller.unhandledHandlers()) {
			if (this.unhandledHandler != null) {
				throw twoHandlers(what("The unhandled event"), this.unhandledHandler, handler);
			}
			this.unhandledHandler = handler;
		}
		controller.lifecycle()
			.forEach((kind, handlers) -> this.lifecycle.computeIfAbsent(kind, (key) -> new ArrayList<>())
				.addAll(handlers));
		controller.serverEvents().forEach((name, handler) -> {
			ServerEventHandler other = this.serverEvents.putIfAbsent(name, handler);
			if (other != null) {
				throw twoHandlers(what("Server event '" + name + "'"), other, handler);
			}
		});
		this.roomEvents.addAll(controller.roomEvents());
	}

	private String what(String event) {
		return event + " of namespace '" + this.namespace + "'";
	}

	static InvalidControllerException twoHandlers(String what, Object first, Object second) {
		return new InvalidControllerException(what + " has two handlers: " + first + " and " + second,
				"Remove one of them, or have one call the other");
	}

	/**
	 * Make the controllers handlers of their namespace.
	 */
	void applyTo(SocketIONamespace namespace) {
		if (!this.namespaceVariables.isEmpty()) {
			namespace.addHandler(new NamespaceVariableCheck(List.copyOf(this.namespaceVariables)));
		}
		namespace.addHandler(build());
	}

	private NamespaceHandler build() {
		this.anyHandlers.sort(Comparator.comparingInt(AnnotatedEventHandler::order));
		return new AnnotatedNamespaceHandler(this.eventHandlers, this.anyHandlers, this.unhandledHandler,
				lifecycle(HandlerKind.CONNECT), lifecycle(HandlerKind.DISCONNECTING), lifecycle(HandlerKind.DISCONNECT),
				this.serverEvents,
				this.roomEvents.stream().sorted(Comparator.comparingInt(RoomEventHandler::order)).toList());
	}

	private List<LifecycleHandler> lifecycle(HandlerKind kind) {
		return this.lifecycle.getOrDefault(kind, List.of())
			.stream()
			.sorted(Comparator.comparingInt(LifecycleHandler::order))
			.toList();
	}

}
