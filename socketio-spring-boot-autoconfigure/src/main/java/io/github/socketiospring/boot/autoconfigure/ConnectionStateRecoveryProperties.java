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
 * How clients are recovered that lost their connection for a short time.
 *
 * @see <a href="https://socket.io/docs/v4/connection-state-recovery">Socket.IO:
 * connection state recovery</a>
 */
public class ConnectionStateRecoveryProperties {

	/**
	 * Whether clients that lost their connection for a short time get back their id,
	 * rooms and attributes, and what they have missed.
	 */
	private boolean enabled;

	/**
	 * Time that a client may be gone and still be recovered. A bare number is
	 * milliseconds.
	 */
	private Duration maxDisconnectionDuration = Duration.ofMinutes(2);

	/**
	 * Whether the middlewares of a namespace are skipped when a client is recovered.
	 * Connect handlers are not.
	 */
	private boolean skipMiddlewares = true;

	/**
	 * Maximum number of events that each namespace keeps for clients that are gone.
	 */
	private int maxPackets = 100_000;

	/**
	 * Maximum size of the events that each namespace keeps for clients that are gone.
	 */
	private DataSize maxSize = DataSize.ofMegabytes(32);

	/**
	 * Begin with the defaults.
	 */
	public ConnectionStateRecoveryProperties() {
	}

	/**
	 * Whether clients are recovered.
	 * @return whether they are recovered
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether clients are recovered, false by default.
	 * @param enabled whether they are recovered
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * The time that a client may be gone.
	 * @return the time
	 */
	public Duration getMaxDisconnectionDuration() {
		return this.maxDisconnectionDuration;
	}

	/**
	 * Set the time that a client may be gone, 2 minutes by default.
	 * @param maxDisconnectionDuration the time
	 */
	public void setMaxDisconnectionDuration(Duration maxDisconnectionDuration) {
		this.maxDisconnectionDuration = maxDisconnectionDuration;
	}

	/**
	 * Whether middlewares are skipped.
	 * @return whether they are skipped
	 */
	public boolean isSkipMiddlewares() {
		return this.skipMiddlewares;
	}

	/**
	 * Set whether middlewares are skipped when a client is recovered, true by default.
	 * @param skipMiddlewares whether they are skipped
	 */
	public void setSkipMiddlewares(boolean skipMiddlewares) {
		this.skipMiddlewares = skipMiddlewares;
	}

	/**
	 * The maximum number of events that are kept.
	 * @return the number
	 */
	public int getMaxPackets() {
		return this.maxPackets;
	}

	/**
	 * Set the maximum number of events that are kept, 100,000 by default.
	 * @param maxPackets the number
	 */
	public void setMaxPackets(int maxPackets) {
		this.maxPackets = maxPackets;
	}

	/**
	 * The maximum size of the events that are kept.
	 * @return the size
	 */
	public DataSize getMaxSize() {
		return this.maxSize;
	}

	/**
	 * Set the maximum size of the events that are kept, 32 MB by default.
	 * @param maxSize the size
	 */
	public void setMaxSize(DataSize maxSize) {
		this.maxSize = maxSize;
	}

}
