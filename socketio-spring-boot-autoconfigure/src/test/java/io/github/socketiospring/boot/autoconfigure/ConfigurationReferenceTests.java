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

package io.github.socketiospring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the documentation has the properties of {@link SocketIOProperties}, with
 * their defaults.
 */
class ConfigurationReferenceTests {

	private static final Path PAGE = Path.of("../docs/configuration.adoc");

	private static final Pattern ROW = Pattern.compile("^\\| `(socketio\\.[a-z0-9.-]+)` \\| (.+?) \\| \\S.*$",
			Pattern.MULTILINE);

	@Test
	void listsEachPropertyWithItsDefault() throws IOException {
		assertThat(documented()).isEqualTo(properties());
	}

	private static Map<String, String> documented() throws IOException {
		Map<String, String> rows = new TreeMap<>();
		Matcher matcher = ROW.matcher(Files.readString(PAGE));
		while (matcher.find()) {
			String value = matcher.group(2);
			rows.put(matcher.group(1), value.startsWith("`") ? value.replace("`", "") : "");
		}
		return rows;
	}

	private static Map<String, String> properties() throws IOException {
		Map<String, String> properties = new TreeMap<>();
		try (InputStream metadata = SocketIOProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			for (JsonNode property : JsonMapper.shared().readTree(metadata).path("properties")) {
				properties.put(property.path("name").asString(), text(property.path("defaultValue")));
			}
		}
		return properties;
	}

	private static String text(JsonNode value) {
		return value.isArray() ? StreamSupport.stream(value.spliterator(), false)
			.map(JsonNode::asString)
			.collect(Collectors.joining(",")) : value.asString("");
	}

}
