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

	private static final Set<String> RESERVED_BY_SERVERS = Set.of("connect", "connection", "new_namespace");

	private static final Set<String> RESERVED = Set.of("connect", "connect_error", "disconnect", "disconnecting",
			"newListener", "removeListener");

	/**
	 * Check the names in an annotation.
	 * @return each of them once
	 * @throws InvalidControllerException if there is none, or one that no client can send
	 */
	static Set<String> check(Class<?> type, Method method, String[] names) {
		Set<String> result = named(type, method, HandlerKind.EVENT, names);
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

	/**
	 * Check the names of events of other servers in an annotation.
	 * @return each of them once
	 * @throws InvalidControllerException if there is none, or one that no server can send
	 */
	static Set<String> checkServerEvents(Class<?> type, Method method, String[] names) {
		Set<String> result = named(type, method, HandlerKind.SERVER_EVENT, names);
		for (String name : result) {
			if (RESERVED_BY_SERVERS.contains(name)) {
				throw new InvalidControllerException("Event '" + name + "' of " + Descriptions.method(type, method)
						+ " is reserved: no server can send it", "Use another name");
			}
		}
		return result;
	}

	private static Set<String> named(Class<?> type, Method method, HandlerKind kind, String[] names) {
		Set<String> result = new LinkedHashSet<>(List.of(names));
		if (result.isEmpty() || !result.stream().allMatch(StringUtils::hasLength)) {
			throw new InvalidControllerException(
					kind + " of " + Descriptions.method(type, method) + " does not name its event",
					"Write " + kind + "(\"the name\")");
		}
		return result;
	}

}
