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

package io.github.socketiospring.server;

import java.util.Map;

import io.github.socketiospring.protocol.InvalidPacketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * PROTOCOL.md 91.
 */
class RequestedNamespaceTests {

	@Test
	void takesTheQueryOffTheName() {
		assertThat(RequestedNamespace.parse("/admin?token=a%20b+c&x=1&x=2&flag&empty=&=y&&%D1%8F=%E2%82%AC"))
			.isEqualTo(new RequestedNamespace("/admin",
					Map.of("token", "a b c", "x", "2", "flag", "", "empty", "", "", "y", "я", "€")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin", "/admin?" })
	void hasNoAuthWithoutQuery(String namespace) {
		assertThat(RequestedNamespace.parse(namespace)).isEqualTo(new RequestedNamespace("/admin", Map.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin?x=%", "/admin?x=%zz", "/admin?%1" })
	void refusesMalformedQueries(String namespace) {
		assertThatExceptionOfType(InvalidPacketException.class).isThrownBy(() -> RequestedNamespace.parse(namespace));
	}

}
