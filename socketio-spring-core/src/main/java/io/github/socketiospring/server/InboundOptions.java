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

import java.time.Duration;

/**
 * What a client may have the server hold for it.
 *
 * @param maxEventsInFlight how many events of a socket are handled at the same time
 * @param maxQueuedEvents how many wait until others have been handled, before reading is
 * paused
 * @param maxBytes how many bytes all of these have, before reading is paused
 * @param maxPause how long reading may be paused
 */
record InboundOptions(int maxEventsInFlight, int maxQueuedEvents, long maxBytes, Duration maxPause) {

	/**
	 * The same for a server that takes messages of some size.
	 */
	InboundOptions forMessagesOf(int maxPayload) {
		return (maxPayload <= this.maxBytes) ? this
				: new InboundOptions(this.maxEventsInFlight, this.maxQueuedEvents, maxPayload, this.maxPause);
	}

}
