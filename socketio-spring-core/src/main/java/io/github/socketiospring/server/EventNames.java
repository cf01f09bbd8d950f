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

import io.github.socketiospring.protocol.ReservedEvents;

import org.springframework.util.Assert;

/**
 * Checks the names of events that the application uses.
 */
final class EventNames {

	private EventNames() {
	}

	/**
	 * Check a name.
	 * @throws IllegalArgumentException if it is reserved
	 */
	static String check(String event) {
		Assert.notNull(event, "The name of an event must not be null");
		Assert.isTrue(!ReservedEvents.contains(event),
				() -> "'" + event + "' is a reserved event name: nobody can send it");
		return event;
	}

}
