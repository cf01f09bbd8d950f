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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptEncodingTests {

	private static final List<String> AVAILABLE = List.of("br", "gzip", "deflate");

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none",
			value = { "gzip | gzip", "deflate | deflate", "gzip, deflate, br, zstd | br", "GZIP | gzip", "* | br",
					"br;q=0.5, gzip;q=0.8 | gzip", "br;q=0, * | gzip", "gzip;q=0 | none", "identity | none",
					"gzip;q=0.5, identity | none", "gzip, identity;q=0.5 | gzip", "gzip; Q=1.0 | gzip",
					"zstd, compress | none", "gzip;q=x | none", "'' | none", ",;=, | none" })
	void choosesWhatTheClientLikesBest(String accepted, String chosen) {
		assertThat(AcceptEncoding.choose(List.of(accepted), AVAILABLE)).isEqualTo(chosen);
	}

	@Test
	void readsSeveralHeaders() {
		assertThat(AcceptEncoding.choose(List.of("br;q=0.1", "deflate"), AVAILABLE)).isEqualTo("deflate");
	}

	@Test
	void choosesNoneWithoutHeader() {
		assertThat(AcceptEncoding.choose(List.of(), AVAILABLE)).isNull();
	}

}
