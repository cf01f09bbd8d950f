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

package io.github.socketiospring.engineio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PackedPairsTests {

	private static List<String> roundTrip(Map<String, List<String>> pairs) {
		List<String> result = new ArrayList<>();
		PackedPairs.unpack(PackedPairs.pack(pairs::forEach), (name, value) -> result.add(name + "=" + value));
		return result;
	}

	@Test
	void givesBackWhatWasPackedInItsOrder() {
		Map<String, List<String>> pairs = new LinkedHashMap<>();
		pairs.put("Host", List.of("example.org:8080"));
		pairs.put("3:x", List.of("", "4:", "\u0000\n\ud83d\ude00"));
		pairs.put("", List.of("a"));
		pairs.put("none", List.of());
		assertThat(roundTrip(pairs)).containsExactly("Host=example.org:8080", "3:x=", "3:x=4:",
				"3:x=\u0000\n\ud83d\ude00", "=a");
	}

	@Test
	void takesAMissingValueForAnEmptyOne() {
		assertThat(roundTrip(Map.of("a", Collections.singletonList(null)))).containsExactly("a=");
	}

	@Test
	void canBeEmpty() {
		assertThat(roundTrip(Map.of())).isEmpty();
	}

}
