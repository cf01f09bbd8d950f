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

package io.github.socketiospring.interop.client;

import java.util.List;

import io.github.socketiospring.BroadcastAcks;

/**
 * What came back from a broadcast, for the client to see.
 *
 * @param responses the answers, sorted
 * @param missing how many did not come
 * @param timedOut whether the time-out ended the wait
 */
record Answers(List<String> responses, int missing, boolean timedOut) {

	static Answers of(BroadcastAcks<String> acks) {
		return new Answers(acks.responses().stream().sorted().toList(), acks.missing(), acks.timedOut());
	}

}
