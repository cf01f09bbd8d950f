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

package io.github.socketiospring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.socketiospring.engineio.EngineIOCounter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the documentation has each counter, in the order of its enum, and says what
 * to do about it.
 */
class CounterReferenceTests {

	private static final Path PAGE = Path.of("../docs/counters.adoc");

	private static final Pattern ROW = Pattern.compile("^\\| `([A-Z_]+)` \\| \\S.*?\\. \\| \\S.*\\.$",
			Pattern.MULTILINE);

	@Test
	void listsEachCounter() throws IOException {
		String page = Files.readString(PAGE);
		int sockets = page.indexOf("== Sockets");
		assertThat(rows(page.substring(0, sockets))).isEqualTo(names(EngineIOCounter.values()));
		assertThat(rows(page.substring(sockets))).isEqualTo(names(SocketIOCounter.values()));
	}

	private static List<String> rows(String text) {
		return ROW.matcher(text).results().map((MatchResult row) -> row.group(1)).toList();
	}

	private static List<String> names(Enum<?>[] counters) {
		return Arrays.stream(counters).map(Enum::name).toList();
	}

}
