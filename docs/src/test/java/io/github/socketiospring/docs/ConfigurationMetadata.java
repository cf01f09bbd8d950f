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

package io.github.socketiospring.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties that this library and Spring Boot have, by their metadata.
 */
final class ConfigurationMetadata {

	private static final Map<String, String> TYPES = types();

	private ConfigurationMetadata() {
	}

	/**
	 * Whether there is a property, an entry of a list or a map included.
	 */
	static boolean isKnown(String name) {
		String plain = name.replaceAll("\\[\\d+]", "");
		if (TYPES.containsKey(plain)) {
			return true;
		}
		// An entry of a map
		for (int dot = plain.lastIndexOf('.'); dot > 0; dot = plain.lastIndexOf('.', dot - 1)) {
			if (TYPES.getOrDefault(plain.substring(0, dot), "").startsWith("java.util.Map")) {
				return true;
			}
		}
		return false;
	}

	static boolean isPropertyOrGroup(String name) {
		return TYPES.containsKey(name) || TYPES.keySet().stream().anyMatch((other) -> other.startsWith(name + "."));
	}

	/**
	 * Whether an environment variable is one that Spring Boot reads a property from.
	 */
	static boolean isKnownVariable(String variable) {
		return TYPES.keySet()
			.stream()
			.anyMatch((name) -> name.replace("-", "").replace('.', '_').equalsIgnoreCase(variable));
	}

	private static Map<String, String> types() {
		Map<String, String> types = new TreeMap<>();
		try {
			for (URL resource : Collections.list(ConfigurationMetadata.class.getClassLoader()
				.getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream stream = resource.openStream()) {
					for (JsonNode property : JsonMapper.shared().readTree(stream).path("properties")) {
						types.put(property.path("name").asString(), property.path("type").asString(""));
					}
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return types;
	}

}
