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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socketiospring.protocol.InvalidPacketException;
import org.jspecify.annotations.Nullable;

/**
 * The namespace that a CONNECT names. Clients of Socket.IO 2 put a query behind the name,
 * where later ones have the auth object.
 *
 * @param name the name of the namespace
 * @param auth the parameters of the query, of each the last value
 */
record RequestedNamespace(String name, Map<String, @Nullable Object> auth) {

	/**
	 * Take the query off a name.
	 * @throws InvalidPacketException if the query is malformed
	 */
	static RequestedNamespace parse(String namespace) {
		int mark = namespace.indexOf('?');
		if (mark < 0) {
			return new RequestedNamespace(namespace, Map.of());
		}
		Map<String, @Nullable Object> auth = new LinkedHashMap<>();
		for (String parameter : namespace.substring(mark + 1).split("&")) {
			int equals = parameter.indexOf('=');
			if (!parameter.isEmpty()) {
				auth.put(decode((equals >= 0) ? parameter.substring(0, equals) : parameter),
						(equals >= 0) ? decode(parameter.substring(equals + 1)) : "");
			}
		}
		return new RequestedNamespace(namespace.substring(0, mark), Collections.unmodifiableMap(auth));
	}

	private static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPacketException("malformed query of a namespace");
		}
	}

}
