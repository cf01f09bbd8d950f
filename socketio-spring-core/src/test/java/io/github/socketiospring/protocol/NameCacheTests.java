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

package io.github.socketiospring.protocol;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NameCacheTests {

	private final NameCache names = new NameCache();

	@Test
	void makesANameOnce() {
		assertThat(get("chat message")).isEqualTo("chat message").isSameAs(get("chat message"));
		assertThat(get("")).isEmpty();
	}

	@Test
	void tellsNamesOfTheSamePlaceApart() {
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < 2000; i++) {
				assertThat(get("name" + i)).isEqualTo("name" + i);
			}
		}
	}

	@Test
	void tellsLongNamesApart() {
		String begin = "x".repeat(1000);
		assertThat(get(begin + "a")).isEqualTo(begin + "a");
		assertThat(get(begin + "b")).isEqualTo(begin + "b");
		assertThat(get(begin)).isEqualTo(begin).isNotSameAs(get(begin));
	}

	@Test
	void refusesReservedNamesEachTime() {
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(InvalidPacketException.class).isThrownBy(() -> get("disconnect"))
				.withMessage("reserved event name");
		}
	}

	private String get(String name) {
		byte[] bytes = ("[\"" + name + "\"]").getBytes(StandardCharsets.US_ASCII);
		return this.names.get(bytes, 2, bytes.length - 2);
	}

}
