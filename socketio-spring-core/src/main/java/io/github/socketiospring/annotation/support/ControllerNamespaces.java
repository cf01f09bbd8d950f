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

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.annotation.Namespace;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The namespaces of a controller.
 *
 * @param names the names, with a slash at the beginning
 * @param templates the templates of dynamic namespaces
 */
record ControllerNamespaces(Set<String> names, Set<NamespaceTemplate> templates) {

	private static final Pattern WILDCARD = Pattern.compile("[*?]");

	/**
	 * The namespaces of a controller, each of them once.
	 * @throws InvalidControllerException if there is none, or a malformed one
	 */
	static ControllerNamespaces of(Class<?> controllerType) {
		Namespace annotation = AnnotatedElementUtils.findMergedAnnotation(controllerType, Namespace.class);
		if (annotation == null) {
			return new ControllerNamespaces(Set.of("/"), Set.of());
		}
		Set<String> names = new LinkedHashSet<>();
		Set<NamespaceTemplate> templates = new LinkedHashSet<>();
		for (String name : annotation.value()) {
			if (NamespaceTemplate.isTemplate(name)) {
				templates.add(template(controllerType, name));
			}
			else {
				checkName(controllerType, name);
				names.add(name.startsWith("/") ? name : "/" + name);
			}
		}
		if (names.isEmpty() && templates.isEmpty()) {
			throw new InvalidControllerException("@Namespace of " + controllerType.getName() + " has no name",
					"Name at least one namespace, or remove the annotation for the namespace '/'");
		}
		return new ControllerNamespaces(names, templates);
	}

	private static NamespaceTemplate template(Class<?> controllerType, String template) {
		try {
			return NamespaceTemplate.of(template);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidControllerException("@Namespace of " + controllerType.getName() + ": " + ex.getMessage(),
					"Write variables as in @Namespace(\"/orders/{id}\") or @Namespace(\"/orders/{id:[0-9]+}\")", ex);
		}
	}

	private static void checkName(Class<?> controllerType, String name) {
		if (WILDCARD.matcher(name).find()) {
			throw new InvalidControllerException(
					"Namespace '" + name + "' of " + controllerType.getName() + " has a wildcard",
					"Use variables for dynamic namespaces, as in @Namespace(\"/orders/{id}\")");
		}
	}

	/**
	 * Whether each of the namespaces has a variable.
	 */
	boolean haveVariable(String variable) {
		return this.names.isEmpty()
				&& this.templates.stream().allMatch((template) -> template.variableNames().contains(variable));
	}

	/**
	 * Whether one of the namespaces has a variable.
	 */
	boolean mayHaveVariable(String variable) {
		return this.templates.stream().anyMatch((template) -> template.variableNames().contains(variable));
	}

	@Override
	public String toString() {
		Set<Object> all = new LinkedHashSet<>(this.names);
		all.addAll(this.templates);
		return all.toString();
	}

}
