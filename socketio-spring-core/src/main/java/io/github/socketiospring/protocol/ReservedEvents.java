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

import java.util.Set;

/**
 * The names of events that a client's library raises by itself, and that nobody may send.
 *
 * @see <a href="https://socket.io/docs/v4/emit-cheatsheet/#reserved-events">Socket.IO:
 * reserved events</a>
 */
public final class ReservedEvents {

	private static final Set<String> NAMES = Set.of("connect", "connect_error", "disconnect", "disconnecting",
			"newListener", "removeListener");

	private ReservedEvents() {
	}

	/**
	 * Whether a name is reserved.
	 * @param event the name of an event
	 * @return true if nobody may send such an event
	 */
	public static boolean contains(String event) {
		return NAMES.contains(event);
	}

}
