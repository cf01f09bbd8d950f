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

import io.github.socketiospring.annotation.Namespace;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The names of the namespaces of a controller. Dynamic namespaces are refused here, and
 * only here.
 */
abstract class NamespaceNames {

	private static final String PATTERN_CHARACTERS = "{}*?";

	/**
	 * The namespaces of a controller.
	 * @return names with a slash at the beginning, each of them once
	 * @throws InvalidControllerException if there is none, or a pattern
	 */
	static Set<String> of(Class<?> controllerType) {
		Namespace annotation = AnnotatedElementUtils.findMergedAnnotation(controllerType, Namespace.class);
		if (annotation == null) {
			return Set.of("/");
		}
		Set<String> names = new LinkedHashSet<>();
		for (String name : annotation.value()) {
			checkStatic(controllerType, name);
			names.add(name.startsWith("/") ? name : "/" + name);
		}
		if (names.isEmpty()) {
			throw new InvalidControllerException("@Namespace of " + controllerType.getName() + " has no name",
					"Name at least one namespace, or remove the annotation for the namespace '/'");
		}
		return names;
	}

	private static void checkStatic(Class<?> controllerType, String name) {
		if (name.chars().anyMatch((character) -> PATTERN_CHARACTERS.indexOf(character) >= 0)) {
			throw new InvalidControllerException(
					"Namespace '" + name + "' of " + controllerType.getName()
							+ " is a pattern, and dynamic namespaces are not supported yet",
					"List the namespaces by their names, as in @Namespace({\"/a\", \"/b\"}), "
							+ "until a later version brings dynamic namespaces");
		}
	}

}
