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

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonNumbersTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "[1e400]", "[1E400]", "[1e+400]", "[-1.5E+309]", "[1e0400]", "[1e999999999]", "[0,1e309]" })
	void findsLargeExponents(String json) {
		assertThat(mayOverflow(json)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[", "[]", "[\"a\"]", "[1]", "[1e9]", "[1e99]", "[1e+99]", "[1e-400]", "[\"e400\"]",
			"[true,\"the100\"]", "[12345678901234567890]", "{\"a\":1.5e10}", "1e30" })
	void passesOrdinaryJson(String json) {
		assertThat(mayOverflow(json)).isFalse();
	}

	@Test
	void findsWhateverIsBeyondADoubleWhereverItStands() {
		for (int exponent = 0; exponent <= 99; exponent += 3) {
			String number = "9".repeat(309 - exponent) + ((exponent > 0) ? "e" + exponent : "");
			assertThat(new BigDecimal(number).doubleValue()).as(number).isInfinite();
			for (int before = 0; before < 700; before += (before < 3) ? 1 : 7) {
				String json = "[\"" + "x".repeat(before) + "\"," + number + "]";
				assertThat(mayOverflow(json)).as("%d before %s", before, number).isTrue();
			}
		}
	}

	@Test
	void looksAtItsRangeOnly() {
		byte[] json = "1e400[1e400]1e400".getBytes(StandardCharsets.UTF_8);
		assertThat(JsonNumbers.mayOverflow(json, 5, 7)).isTrue();
		assertThat(JsonNumbers.mayOverflow(json, 5, 5)).isFalse();
		assertThat(JsonNumbers.mayOverflow(json, 7, 5)).isFalse();
	}

	private static boolean mayOverflow(String json) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		return JsonNumbers.mayOverflow(bytes, 0, bytes.length);
	}

}
