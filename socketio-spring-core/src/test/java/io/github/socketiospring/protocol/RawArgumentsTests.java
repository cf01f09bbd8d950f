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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RawArgumentsTests {

	private static final byte[] ATTACHMENT = { 1, 2 };

	private final CodecTester tester = new CodecTester();

	@Test
	void givesAllArgumentsAsPlainValues() {
		List<Object> values = event("[\"a\",1,null,{\"x\":[true]},\"s\"]").values();
		assertThat(values).isEqualTo(Arrays.asList(1, null, Map.of("x", List.of(true)), "s"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> values.add(1));
	}

	@Test
	void readsPlainValuesOnce() {
		RawArguments arguments = event("[\"a\",{\"x\":1}]");
		assertThat(arguments.values()).isSameAs(arguments.values());
	}

	@Test
	void readsOneArgumentAsAType() {
		RawArguments arguments = event("[\"a\",\"x\",[1,2],{\"x\":2,\"y\":3}]");
		assertThat(arguments.read(0, String.class)).isEqualTo("x");
		assertThat(arguments.read(1, int[].class)).isEqualTo(new int[] { 1, 2 });
		assertThat(arguments.read(1, new ParameterizedTypeReference<List<Long>>() {
		}.getType())).isEqualTo(List.of(1L, 2L));
		assertThat(arguments.read(2, Point.class)).isEqualTo(new Point(2, 3));
		assertThat(arguments.read(2, Object.class)).isEqualTo(Map.of("x", 2, "y", 3));
		assertThat(arguments.read(3, Point.class)).isNull();
		assertThat(arguments.read(99, Object.class)).isNull();
	}

	@Test
	void namesTheArgumentThatIsOfAnotherType() {
		RawArguments arguments = event("[\"a\",1,\"x\"]");
		assertThatExceptionOfType(BindingException.class).isThrownBy(() -> arguments.read(1, int.class))
			.satisfies((ex) -> assertThat(ex.index()).isEqualTo(1));
		assertThat(arguments.read(1, String.class)).isEqualTo("x");
		assertThat(arguments.values()).containsExactly(1, "x");
	}

	@Test
	void hasNoArgumentsWithoutPayload() {
		assertThat(event("").values()).isEmpty();
		assertThat(event("").read(0, Object.class)).isNull();
		assertThat(event("[\"a\"]").values()).isEmpty();
		assertThat(ack("").values()).isEmpty();
		assertThat(ack("[]").values()).isEmpty();
	}

	@Test
	void theFirstElementOfAnAcknowledgementIsAnArgument() {
		RawArguments arguments = ack("[\"connect\",{\"_placeholder\":true,\"num\":0}]", ATTACHMENT);
		assertThat(arguments.values()).containsExactly("connect", ATTACHMENT);
		assertThat(arguments.read(0, String.class)).isEqualTo("connect");
		assertThat(arguments.read(1, byte[].class)).isEqualTo(ATTACHMENT);
	}

	@Test
	void readsAttachments() {
		RawArguments arguments = event("[\"a\",{\"num\":0,\"_placeholder\":true}]", ATTACHMENT);
		assertThat(arguments.values()).containsExactly(ATTACHMENT);
		assertThat(arguments.read(0, byte[].class)).isEqualTo(ATTACHMENT);
	}

	@Test
	void outlivesThePayload() {
		RawArguments arguments = event("[\"a\",\"first\"]");
		event("[\"b\",\"other\"]");
		assertThat(arguments.values()).containsExactly("first");
	}

	@Test
	void standsBesideTypedArguments() {
		Object[] values = this.tester.read("[\"a\",1,\"x\"]", List.of(), RawArguments.class, int.class,
				RawArguments.class, String.class, RawArguments.class);
		assertThat(values).hasSize(5);
		assertThat(values[1]).isEqualTo(1);
		assertThat(values[3]).isEqualTo("x");
		assertThat(((RawArguments) values[0]).values()).containsExactly(1, "x");
		assertThat(values[2]).isSameAs(values[0]);
		assertThat(values[4]).isSameAs(values[0]);
	}

	@Test
	void isOneInstanceForAllReadersOfAPayload() {
		this.tester.event("[\"a\",1]", (payload) -> {
			Object first = payload.read(this.tester.readers(RawArguments.class))[0];
			assertThat(payload.read(this.tester.readers(int.class, RawArguments.class))).containsExactly(1, first);
		});
	}

	@Test
	void isReadByManyThreadsAtOnce() throws Exception {
		RawArguments arguments = event("[\"a\",{\"x\":1,\"y\":2},\"s\"]");
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try {
			List<Callable<Object>> tasks = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				tasks.add((i % 2 == 0) ? arguments::values : () -> arguments.read(0, Point.class));
			}
			for (Future<Object> result : executor.invokeAll(tasks)) {
				assertThat(result.get()).isIn(new Point(1, 2), List.of(Map.of("x", 1, "y", 2), "s"));
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void preparesTheReaderOfATypeOnce() {
		assertThat(this.tester.codec().valueReader(Point.class)).isSameAs(this.tester.codec().valueReader(Point.class));
		assertThat(this.tester.codec().valueReader(RawArguments.class)).isSameAs(ValueReader.RAW);
	}

	private RawArguments event(String json, byte[]... attachments) {
		return (RawArguments) this.tester.read(json, List.of(attachments), RawArguments.class)[0];
	}

	private RawArguments ack(String json, byte[]... attachments) {
		return (RawArguments) this.tester.readAck(json, List.of(attachments), RawArguments.class)[0];
	}

	record Point(int x, int y) {

	}

}
