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

import org.jspecify.annotations.Nullable;

/**
 * TLS on the port of {@link OwnServerProperties}.
 */
public class OwnServerSslProperties {

	/**
	 * Whether that port is secured by TLS where there is a bundle or server.ssl for it.
	 */
	private boolean enabled = true;

	/**
	 * Name of the SSL bundle of that port; without it TLS is that of server.ssl, if there
	 * is any.
	 */
	private @Nullable String bundle;

	/**
	 * Begin with the defaults.
	 */
	public OwnServerSslProperties() {
	}

	/**
	 * Whether the port is secured by TLS.
	 * @return false for never
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether the port is secured by TLS where there is something to secure it with,
	 * true by default.
	 * @param enabled false for never
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * The name of the SSL bundle.
	 * @return the name, or null for what the application's own port has
	 */
	public @Nullable String getBundle() {
		return this.bundle;
	}

	/**
	 * Set the name of the SSL bundle, one of {@code spring.ssl.bundle.*}. By default TLS
	 * is that of the application's own port.
	 * @param bundle the name, or null for what the application's own port has
	 */
	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

}
