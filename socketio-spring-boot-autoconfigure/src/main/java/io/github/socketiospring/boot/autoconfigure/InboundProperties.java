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

package io.github.socketiospring.boot.autoconfigure;

import java.time.Duration;

import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for what a client may have the server hold for it.
 */
public class InboundProperties {

	/**
	 * Maximum number of events of one socket that are handled at the same time. Further
	 * ones wait.
	 */
	private int maxEventsInFlight = 256;

	/**
	 * Maximum number of events of one socket that wait until others have been handled.
	 * Then the client is not read any more.
	 */
	private int maxQueuedEvents = 1024;

	/**
	 * Maximum size of the events of one socket that are handled or wait, and of a packet
	 * that has not come as a whole. At least the maximum size of a message.
	 */
	private DataSize maxBytes = DataSize.ofMegabytes(16);

	/**
	 * Time that a client may not be read since too many of its events wait. Then it is
	 * disconnected. A bare number is milliseconds.
	 */
	private Duration maxPause = Duration.ofSeconds(30);

	/**
	 * Begin with the defaults.
	 */
	public InboundProperties() {
	}

	/**
	 * The maximum number of events of one socket that are handled at the same time.
	 * @return the number
	 */
	public int getMaxEventsInFlight() {
		return this.maxEventsInFlight;
	}

	/**
	 * Set the maximum number of events of one socket that are handled at the same time,
	 * 256 by default.
	 * @param maxEventsInFlight the number
	 */
	public void setMaxEventsInFlight(int maxEventsInFlight) {
		this.maxEventsInFlight = maxEventsInFlight;
	}

	/**
	 * The maximum number of events of one socket that wait.
	 * @return the number
	 */
	public int getMaxQueuedEvents() {
		return this.maxQueuedEvents;
	}

	/**
	 * Set the maximum number of events of one socket that wait, 1,024 by default.
	 * @param maxQueuedEvents the number
	 */
	public void setMaxQueuedEvents(int maxQueuedEvents) {
		this.maxQueuedEvents = maxQueuedEvents;
	}

	/**
	 * The maximum size of the events of one socket.
	 * @return the size
	 */
	public DataSize getMaxBytes() {
		return this.maxBytes;
	}

	/**
	 * Set the maximum size of the events of one socket, 16 MB by default.
	 * @param maxBytes the size
	 */
	public void setMaxBytes(DataSize maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * The time that a client may not be read.
	 * @return the time
	 */
	public Duration getMaxPause() {
		return this.maxPause;
	}

	/**
	 * Set the time that a client may not be read, 30 seconds by default.
	 * @param maxPause the time
	 */
	public void setMaxPause(Duration maxPause) {
		this.maxPause = maxPause;
	}

}
