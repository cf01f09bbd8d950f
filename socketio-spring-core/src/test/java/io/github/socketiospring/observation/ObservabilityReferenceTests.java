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

package io.github.socketiospring.observation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.ObservationConvention;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the documentation has each meter and observation, in the order of its enum,
 * with its tags.
 */
class ObservabilityReferenceTests {

	private static final Path PAGE = Path.of("../docs/observability.adoc");

	private static final Pattern METER = Pattern
		.compile("^\\| `(socketio\\.[a-z.]+)` \\| ([a-z]+(?:, bytes)?) \\| (.*?) ?\\| \\S.*\\.$", Pattern.MULTILINE);

	private static final Pattern OBSERVATION = Pattern
		.compile("^\\| `(socketio\\.[a-z.]+)` \\| (`.*?) \\| (`.*?) \\| \\S.*\\.$", Pattern.MULTILINE);

	@Test
	void listsEachMeterWithItsTags() throws IOException {
		List<String> rows = METER.matcher(section("== Meters"))
			.results()
			.map((row) -> row.group(1) + " " + row.group(2) + " " + row.group(3))
			.toList();
		assertThat(rows).isEqualTo(
				Arrays.stream(SocketIOMeterDocumentation.values()).map(ObservabilityReferenceTests::row).toList());
	}

	private static String row(SocketIOMeterDocumentation meter) {
		String unit = (meter.getBaseUnit() != null) ? ", " + meter.getBaseUnit() : "";
		return meter.getName() + " " + meter.getType().name().toLowerCase(Locale.ROOT) + unit + " "
				+ keys(meter.getKeyNames());
	}

	@Test
	void listsEachObservationWithItsKeys() throws IOException {
		List<String> rows = OBSERVATION.matcher(section("== Observations"))
			.results()
			.map((row) -> row.group(1) + " " + row.group(2) + " " + row.group(3))
			.toList();
		List<ObservationConvention<?>> conventions = List.of(new DefaultConnectObservationConvention(),
				new DefaultEventObservationConvention(), new DefaultAcknowledgementObservationConvention());
		SocketIOObservationDocumentation[] observations = SocketIOObservationDocumentation.values();
		assertThat(rows).hasSameSizeAs(observations);
		for (int i = 0; i < observations.length; i++) {
			assertThat(observations[i].getDefaultConvention()).isEqualTo(conventions.get(i).getClass());
			assertThat(rows.get(i))
				.isEqualTo(conventions.get(i).getName() + " " + keys(observations[i].getLowCardinalityKeyNames()) + " "
						+ keys(observations[i].getHighCardinalityKeyNames()));
		}
	}

	private static String keys(KeyName[] keys) {
		return Stream.of(keys).map((key) -> "`" + key.asString() + "`").collect(Collectors.joining(", "));
	}

	private static String section(String title) throws IOException {
		String page = Files.readString(PAGE);
		int start = page.indexOf(title);
		int end = page.indexOf("\n== ", start + 1);
		return page.substring(start, end);
	}

}
