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

package io.github.socketiospring.adapter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Offsets}.
 */
class OffsetsTests {

	private final Offsets offsets = new Offsets();

	@Test
	void readsWhatItWrote() {
		for (long number : new long[] { 0, 1, 35, 36, Long.MAX_VALUE }) {
			assertThat(this.offsets.read(this.offsets.write(number), Long.MAX_VALUE)).isEqualTo(number);
		}
	}

	@Test
	void knowsNoEventThatIsYetToCome() {
		assertThat(this.offsets.read(this.offsets.write(8), 7)).isEqualTo(Offsets.INVALID);
	}

	@Test
	void tellsOffsetsOfOtherAdapters() {
		assertThat(this.offsets.read("------".replace('-', '?') + "-1", 7)).isEqualTo(Offsets.NONE);
		assertThat(this.offsets.read(new Offsets().write(3), 7)).isEqualTo(Offsets.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-", "abcdef", "abcdef-", "abcdef-?", "abcdef-zzzzzzzzzzzzzzzzzzzz", "some text" })
	void refusesWhatIsNoOffset(String text) {
		assertThat(this.offsets.read(text, 7)).isEqualTo(Offsets.INVALID);
	}

	@Test
	void refusesNegativeNumbers() {
		assertThat(this.offsets.read(this.offsets.write(-1), 7)).isEqualTo(Offsets.INVALID);
	}

}
