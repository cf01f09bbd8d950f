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

/**
 * What is observed, and becomes timers and traces.
 */
public class ObservationProperties {

	/**
	 * Whether connects, events and acknowledgements are observed. If not, there are no
	 * traces of them, and their timers cost less.
	 */
	private boolean enabled = true;

	/**
	 * Whether polls that wait and WebSocket upgrades are observed as HTTP requests too.
	 * They last as long as nothing happens, and spoil the times of http.server.requests.
	 */
	private boolean longRequests;

	/**
	 * Begin with the defaults.
	 */
	public ObservationProperties() {
	}

	/**
	 * Whether connects, events and acknowledgements are observed.
	 * @return whether they are observed
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether connects, events and acknowledgements are observed, where the
	 * application has a registry for that; true by default.
	 * @param enabled whether they are observed
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Whether polls and WebSocket upgrades are in {@code http.server.requests}.
	 * @return whether they are observed as HTTP requests
	 */
	public boolean isLongRequests() {
		return this.longRequests;
	}

	/**
	 * Set whether polls and WebSocket upgrades are in {@code http.server.requests}, false
	 * by default.
	 * @param longRequests whether they are observed as HTTP requests
	 */
	public void setLongRequests(boolean longRequests) {
		this.longRequests = longRequests;
	}

}
