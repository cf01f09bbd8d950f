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

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConstructorModuleTests {

	@Test
	void recordsAreMadeAsJacksonMakesThem() {
		JsonMapper plain = JsonMapper.builder().build();
		JsonMapper built = JsonMapper.builder().addModule(new ConstructorModule()).build();
		for (String json : new String[] { "{}", "{\"name\":null,\"size\":3,\"rest\":[1]}", "{\"size\":-1}",
				"{\"size\":\"x\"}", "{\"size\":-2}" }) {
			assertThat(outcome(built, json)).isEqualTo(outcome(plain, json));
		}
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> plain.readValue("{\"size\":-3}", Box.class));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> built.readValue("{\"size\":-3}", Box.class));
	}

	private static String outcome(JsonMapper mapper, String json) {
		try {
			return String.valueOf(mapper.readValue(json, Box.class));
		}
		catch (RuntimeException ex) {
			return ex.getClass() + ex.getMessage() + ex.getCause();
		}
	}

	record Box(String name, int size, int[] rest) {

		Box {
			switch (size) {
				case -1 -> throw new IllegalArgumentException("negative");
				case -2 -> throw new IllegalStateException(name);
				case -3 -> throw new AssertionError("worse");
				default -> {
				}
			}
			rest = null;
		}

	}

}
