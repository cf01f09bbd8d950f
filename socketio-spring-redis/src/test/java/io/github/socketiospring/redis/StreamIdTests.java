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

package io.github.socketiospring.redis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StreamIdTests {

	@Test
	void readsWhatRedisWrites() {
		assertThat(StreamId.parse("1732694400000-12")).isEqualTo(new StreamId(1732694400000L, 12))
			.hasToString("1732694400000-12");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-", "1", "1-", "-1", "1-2-3", "a-1", "1-a", " 1-1", "+1-1", "1--1", "١-1",
			"1111111111111111111-1", "$", "*" })
	void refusesAnythingElse(String text) {
		assertThat(StreamId.parse(text)).isNull();
	}

	@Test
	void isOrderedByTimeAndNumber() {
		assertThat(new StreamId(2, 0).isAfter(new StreamId(1, 9))).isTrue();
		assertThat(new StreamId(2, 1).isAfter(new StreamId(2, 0))).isTrue();
		assertThat(new StreamId(2, 1).isAfter(new StreamId(2, 1))).isFalse();
		assertThat(new StreamId(9, 0).isAfter(new StreamId(10, 0))).isFalse();
		assertThat(new StreamId(2, 1).next()).isEqualTo(new StreamId(2, 2));
	}

}
