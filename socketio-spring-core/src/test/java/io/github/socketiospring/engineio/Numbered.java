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

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages of several senders, each with its number: {@code 4<sender>:<number>}.
 */
public final class Numbered {

	private Numbered() {
	}

	/**
	 * Check that nothing is lost, doubled, or out of its sender's order.
	 */
	public static void assertComplete(List<String> packets, int senders, int count) {
		List<List<Integer>> numbers = new ArrayList<>();
		for (int i = 0; i < senders; i++) {
			numbers.add(new ArrayList<>());
		}
		for (String packet : packets) {
			String[] parts = packet.substring(1).split(":");
			numbers.get(Integer.parseInt(parts[0])).add(Integer.parseInt(parts[1]));
		}
		for (List<Integer> ofOne : numbers) {
			assertThat(ofOne).hasSize(count);
			for (int n = 0; n < count; n++) {
				assertThat(ofOne.get(n)).isEqualTo(n);
			}
		}
	}

}
