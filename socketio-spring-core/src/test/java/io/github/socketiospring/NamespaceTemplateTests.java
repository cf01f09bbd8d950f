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

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NamespaceTemplateTests {

	private static Map<String, String> match(String template, String name) {
		return NamespaceTemplate.of(template).match(name);
	}

	@Test
	void takesWhatHasNoSlash() {
		assertThat(match("/orders/{id}", "/orders/5")).isEqualTo(Map.of("id", "5"));
		assertThat(match("orders/{id}", "/orders/a b?c=d")).isEqualTo(Map.of("id", "a b?c=d"));
		assertThat(match("/{tenant}/orders/{id}/items", "/acme/orders/5/items"))
			.isEqualTo(Map.of("tenant", "acme", "id", "5"));
		assertThat(match("/room-{a}-{b}.x", "/room-1-2.x")).isEqualTo(Map.of("a", "1", "b", "2"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/orders/", "/orders", "/orders/5/", "/orders/5/6", "/Orders/5", "/x/orders/5",
			"/orders/5\n/6" })
	void doesNotTakeOtherNames(String name) {
		assertThat(match("/orders/{id}", name)).isNull();
	}

	@Test
	void takesWhatAnExpressionSays() {
		assertThat(match("/{kind:(a|b)c}/{id:[0-9]{2,3}}", "/bc/123")).isEqualTo(Map.of("kind", "bc", "id", "123"));
		assertThat(match("/{kind:(a|b)c}/{id:[0-9]{2,3}}", "/bc/1")).isNull();
		assertThat(match("/files/{path:.*}", "/files/a/b")).isEqualTo(Map.of("path", "a/b"));
		assertThat(match("/{x:\\{\\d\\}}", "/{1}")).isEqualTo(Map.of("x", "{1}"));
	}

	@Test
	void takesTextAsItIs() {
		assertThat(match("/a.b+(c)/{id}", "/a.b+(c)/1")).isEqualTo(Map.of("id", "1"));
		assertThat(match("/a.b+(c)/{id}", "/aXb+(c)/1")).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			/orders           | it has no variable
			/orders/{id       | '{' without '}'
			/orders/id}       | '}' without '{'
			/{a}}             | '}' without '{'
			/orders/{}        | '' is no name
			/orders/{ id }    | ' id ' is no name
			/orders/{*id}     | '*id' is no name
			/orders/{id:}     | no expression
			/orders/{id:[}    | Unclosed character class
			/{id}/{id}        | 'id' is there twice
			/{a}{b}           | without text between
			/a,b/{id}         | comma
			""")
	void refusesMalformedOnes(String template, String problem) {
		assertThatIllegalArgumentException().isThrownBy(() -> NamespaceTemplate.of(template))
			.withMessageContaining("'" + template + "'")
			.withMessageContaining(problem);
	}

	@Test
	void putsTheMoreSpecialFirst() {
		assertThat(Stream.of("/{a}/{b}", "/x/{a}", "/{a:\\d+}/{b}", "/xy/{a}", "/{a}/{b}/{c}", "/x/{a:\\d+}")
			.map(NamespaceTemplate::of)
			.sorted()
			.map(NamespaceTemplate::toString))
			.containsExactly("/x/{a:\\d+}", "/xy/{a}", "/x/{a}", "/{a:\\d+}/{b}", "/{a}/{b}", "/{a}/{b}/{c}");
	}

	@Test
	void tellsThatAnotherTakesTheSameNames() {
		NamespaceTemplate template = NamespaceTemplate.of("/orders/{id}");
		assertThat(template.takesSameNames(NamespaceTemplate.of("/orders/{order}"))).isTrue();
		assertThat(template.takesSameNames(NamespaceTemplate.of("/orders/{id:\\d+}"))).isFalse();
		assertThat(template).isEqualTo(NamespaceTemplate.of("orders/{id}"))
			.isNotEqualTo(NamespaceTemplate.of("/orders/{order}"))
			.hasSameHashCodeAs(NamespaceTemplate.of("orders/{id}"));
		assertThat(template.variableNames()).containsExactly("id");
	}

	@Test
	void isToldFromANameByItsBraces() {
		assertThat(NamespaceTemplate.isTemplate("/orders/{id}")).isTrue();
		assertThat(NamespaceTemplate.isTemplate("/orders/id}")).isTrue();
		assertThat(NamespaceTemplate.isTemplate("/orders/id")).isFalse();
	}

}
