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
 * Whether there are meters.
 */
public class MetricsProperties {

	/**
	 * Whether to bind meters to the MeterRegistry of the application.
	 */
	private boolean enabled = true;

	/**
	 * Begin with the defaults.
	 */
	public MetricsProperties() {
	}

	/**
	 * Whether there are meters.
	 * @return whether they are bound
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether there are meters, where the application has a registry for them; true
	 * by default.
	 * @param enabled whether they are bound
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

}
