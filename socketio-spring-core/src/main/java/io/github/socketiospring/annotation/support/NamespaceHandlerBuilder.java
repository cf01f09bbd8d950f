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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.NamespaceHandler;

/**
 * Gathers what the controllers of a namespace handle.
 */
class NamespaceHandlerBuilder {

	private final String namespace;

	private final Map<String, AnnotatedEventHandler> eventHandlers = new LinkedHashMap<>();

	private final List<LifecycleHandler> connectHandlers = new ArrayList<>();

	private final List<LifecycleHandler> disconnectHandlers = new ArrayList<>();

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
				throw new InvalidControllerException(
						"Event '" + event.name() + "' of namespace '" + this.namespace + "' has two handlers: "
								+ other.description() + " and " + event.handler().description(),
						"Remove one of them, or have one call the other");
			}
		}
		this.connectHandlers.addAll(controller.connectHandlers());
		this.disconnectHandlers.addAll(controller.disconnectHandlers());
	}

	NamespaceHandler build() {
		this.connectHandlers.sort(Comparator.comparingInt(LifecycleHandler::order));
		this.disconnectHandlers.sort(Comparator.comparingInt(LifecycleHandler::order));
		return new AnnotatedNamespaceHandler(this.eventHandlers, this.connectHandlers, this.disconnectHandlers);
	}

}
