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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of properties in the documentation are made from the metadata. A line
 * {@code // metadata: socketio.cors} on the page begins the table of the properties that
 * are directly below {@code socketio.cors}; {@code // end of metadata} ends it. With the
 * system property {@code socketio.docs.write=true} the page is written, and else it is
 * compared.
 */
class ConfigurationReferenceTests {

	private static final Path PAGE = Path.of("../docs/configuration.adoc");

	private static final Pattern TABLE = Pattern
		.compile("(?ms)^// metadata: ([a-z0-9. -]+)$\\n(?:(?!// metadata:).)*?^// end of metadata$");

	private static final Pattern QUOTED = Pattern.compile("(?<=\\s|^)(['\"])([^'\"]+)\\1(?=[\\s.,:;)]|$)");

	@Test
	void tablesAreThoseOfTheMetadata() throws IOException {
		String page = Files.readString(PAGE);
		String expected = TABLE.matcher(page).replaceAll((table) -> Matcher.quoteReplacement(table(table)));
		if (Boolean.getBoolean("socketio.docs.write")) {
			Files.writeString(PAGE, expected);
		}
		assertThat(Files.readString(PAGE)).as("run again with -Dsocketio.docs.write=true").isEqualTo(expected);
	}

	@Test
	void eachPropertyIsInOneTable() throws IOException {
		List<String> prefixes = TABLE.matcher(Files.readString(PAGE))
			.results()
			.flatMap((table) -> Arrays.stream(table.group(1).split(" ")))
			.toList();
		assertThat(prefixes)
			.containsExactlyInAnyOrderElementsOf(properties().stream().map(Property::prefix).distinct().toList());
	}

	private static String table(MatchResult table) {
		List<String> prefixes = List.of(table.group(1).split(" "));
		String rows = properties().stream()
			.filter((property) -> prefixes.contains(property.prefix()))
			.sorted(Comparator.comparing((Property property) -> prefixes.indexOf(property.prefix()))
				.thenComparing((property) -> !property.name().endsWith(".enabled"))
				.thenComparing(Property::name))
			.map(Property::row)
			.collect(Collectors.joining());
		return "// metadata: " + table.group(1) + "\n[cols=\"3,1,5\"]\n|===\n| Property | Default | Meaning\n\n" + rows
				+ "|===\n// end of metadata";
	}

	private static List<Property> properties() {
		List<Property> properties = new ArrayList<>();
		try (InputStream metadata = SocketIOProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			for (JsonNode property : JsonMapper.shared().readTree(metadata).path("properties")) {
				String name = property.path("name").asString();
				// Those of the endpoint are Spring Boot's
				if (name.startsWith("socketio.")) {
					properties.add(new Property(name, property.path("type").asString(),
							text(property.path("defaultValue")), property.path("description").asString()));
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return properties;
	}

	private static String text(JsonNode value) {
		return value.isArray() ? StreamSupport.stream(value.spliterator(), false)
			.map(JsonNode::asString)
			.collect(Collectors.joining(",")) : value.asString("");
	}

	private record Property(String name, String type, String defaultValue, String description) {

		String prefix() {
			return this.name.substring(0, this.name.lastIndexOf('.'));
		}

		String row() {
			String value = this.defaultValue.isEmpty() ? "not set" : "`+" + this.defaultValue + "+`";
			return "| `" + this.name + "` | " + value + " | "
					+ QUOTED.matcher(this.description).replaceAll("`+$2+`").replace("|", "\\|") + values() + "\n";
		}

		/** What an enum may be. */
		private String values() {
			Class<?> type = this.type.startsWith("java.") ? null
					: ClassUtils.resolveClassName(this.type, SocketIOProperties.class.getClassLoader());
			return (type == null || !type.isEnum()) ? "" : Arrays.stream(type.getEnumConstants())
				.map((constant) -> "`" + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
				.collect(Collectors.joining(", ", " One of ", "."));
		}

	}

}
