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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

class ListenersTests {

	private final Listeners<String> listeners = new Listeners<>();

	@Test
	void keepsTheOrderAndPutsSomeFirst() {
		this.listeners.add("b");
		this.listeners.add("c");
		this.listeners.add("a", true);
		assertThat(this.listeners).containsExactly("a", "b", "c");
	}

	@Test
	void removesOneOfSeveralEqualOnes() {
		this.listeners.add("a");
		Disposable second = this.listeners.add("a");
		second.dispose();
		assertThat(this.listeners).containsExactly("a");
		assertThat(this.listeners.remove("a")).isTrue();
		assertThat(this.listeners.remove("a")).isFalse();
		assertThat(this.listeners.isEmpty()).isTrue();
	}

	@Test
	void canChangeWhileSomebodyGoesThroughThem() {
		this.listeners.add("a");
		this.listeners.add("b");
		List<String> seen = new ArrayList<>();
		for (String listener : this.listeners) {
			seen.add(listener);
			this.listeners.removeIf((any) -> true);
			this.listeners.add("c");
		}
		assertThat(seen).containsExactly("a", "b");
		assertThat(this.listeners).containsExactly("c");
	}

}
