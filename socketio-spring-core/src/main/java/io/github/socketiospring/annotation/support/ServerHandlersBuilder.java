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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.SocketIOServer;

/**
 * Gathers what the controllers of a server handle.
 */
class ServerHandlersBuilder {

	private final Map<String, NamespaceHandlerBuilder> names = new LinkedHashMap<>();

	/** The more special ones first: they are asked in this order. */
	private final Map<NamespaceTemplate, NamespaceHandlerBuilder> templates = new TreeMap<>();

	private final Map<NamespaceTemplate, Class<?>> templateControllers = new LinkedHashMap<>();

	/**
	 * Add a controller.
	 * @throws InvalidControllerException if it and another one cannot be together
	 */
	void add(Class<?> controllerType, ControllerNamespaces namespaces, ControllerHandlers handlers) {
		for (String name : namespaces.names()) {
			this.names.computeIfAbsent(name, NamespaceHandlerBuilder::new).add(handlers);
		}
		for (NamespaceTemplate template : namespaces.templates()) {
			checkVariables(controllerType, template);
			this.templates.computeIfAbsent(template, (key) -> new NamespaceHandlerBuilder(key.toString()))
				.add(handlers);
		}
	}

	private void checkVariables(Class<?> controllerType, NamespaceTemplate template) {
		this.templateControllers.forEach((other, otherType) -> {
			if (other.takesSameNames(template) && !other.equals(template)) {
				throw new InvalidControllerException(
						"Namespaces '" + other + "' of " + otherType.getName() + " and '" + template + "' of "
								+ controllerType.getName() + " are the same, but for the names of their variables",
						"Use the same names, so that both controllers handle these namespaces");
			}
		});
		this.templateControllers.putIfAbsent(template, controllerType);
	}

	/**
	 * Make them the handlers of their namespaces. Exact names come first, so that none is
	 * taken for a dynamic namespace of the templates.
	 */
	void applyTo(SocketIOServer server) {
		this.names.forEach((name, builder) -> builder.applyTo(server.of(name)));
		this.templates.forEach((template, builder) -> builder.applyTo(server.of(template)));
	}

}
