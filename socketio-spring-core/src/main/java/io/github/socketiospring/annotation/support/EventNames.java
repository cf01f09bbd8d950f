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

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.util.StringUtils;

/**
 * Which names of events a method may have.
 */
abstract class EventNames {

	private static final Set<String> RESERVED = Set.of("connect", "connect_error", "disconnect", "disconnecting",
			"newListener", "removeListener");

	/**
	 * Check the names in an annotation.
	 * @return each of them once
	 * @throws InvalidControllerException if there is none, or one that no client can send
	 */
	static Set<String> check(Class<?> type, Method method, String[] names) {
		Set<String> result = new LinkedHashSet<>(List.of(names));
		if (result.isEmpty() || !result.stream().allMatch(StringUtils::hasLength)) {
			throw new InvalidControllerException(
					"@OnEvent of " + Descriptions.method(type, method) + " does not name its event",
					"Write @OnEvent(\"the name\")");
		}
		for (String name : result) {
			if (RESERVED.contains(name)) {
				throw new InvalidControllerException(
						"Event '" + name + "' of " + Descriptions.method(type, method)
								+ " is reserved: no client can send it",
						"Use @OnConnect or @OnDisconnect if that is meant, or else another name");
			}
		}
		return result;
	}

}
