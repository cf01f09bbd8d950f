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

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * The web server of its own that the endpoint has in an application which is not
 * reactive.
 */
public class OwnServerProperties {

	/**
	 * Port on which an application that is not reactive, such as one of Spring MVC,
	 * serves Socket.IO; 0 for any that is free. Without it such an application has no
	 * endpoint.
	 */
	private @Nullable Integer port;

	/**
	 * Network address to which that port is bound; without it the one of server.address.
	 */
	private @Nullable InetAddress address;

	@NestedConfigurationProperty
	private final OwnServerSslProperties ssl = new OwnServerSslProperties();

	/**
	 * Begin with the defaults.
	 */
	public OwnServerProperties() {
	}

	/**
	 * The port on which Socket.IO is served.
	 * @return the port, 0 for any that is free, or null for none
	 */
	public @Nullable Integer getPort() {
		return this.port;
	}

	/**
	 * Set the port on which Socket.IO is served, none by default.
	 * @param port the port, 0 for any that is free, or null for none
	 */
	public void setPort(@Nullable Integer port) {
		this.port = port;
	}

	/**
	 * The network address to which the port is bound.
	 * @return the address, or null for the application's
	 */
	public @Nullable InetAddress getAddress() {
		return this.address;
	}

	/**
	 * Set the network address to which the port is bound, that of the application by
	 * default.
	 * @param address the address, or null for the application's
	 */
	public void setAddress(@Nullable InetAddress address) {
		this.address = address;
	}

	/**
	 * How the port is secured by TLS.
	 * @return the settings
	 */
	public OwnServerSslProperties getSsl() {
		return this.ssl;
	}

}
