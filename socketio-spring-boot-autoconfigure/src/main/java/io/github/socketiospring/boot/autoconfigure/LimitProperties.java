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
 * How many connections there may be, and how many namespaces one may be in.
 */
public class LimitProperties {

	/**
	 * Most connections that have joined no namespace yet, handshakes that are decided on
	 * included.
	 */
	private int pendingConnections = 10_000;

	/**
	 * Most connections of one remote address; of IPv6 the first 64 bits count. When not
	 * set, there is no limit.
	 */
	private @Nullable Integer connectionsPerAddress;

	/**
	 * Most connections of one principal, as far as handshakes have one. When not set,
	 * there is no limit.
	 */
	private @Nullable Integer connectionsPerPrincipal;

	/**
	 * Most namespaces in which one connection may have a socket.
	 */
	private int namespacesPerConnection = 100;

	/**
	 * Begin with the defaults.
	 */
	public LimitProperties() {
	}

	/**
	 * The most connections that have joined no namespace yet.
	 * @return the number
	 */
	public int getPendingConnections() {
		return this.pendingConnections;
	}

	/**
	 * Set the most connections that have joined no namespace yet, 10,000 by default.
	 * @param pendingConnections the number, positive
	 */
	public void setPendingConnections(int pendingConnections) {
		this.pendingConnections = pendingConnections;
	}

	/**
	 * The most connections of one remote address.
	 * @return the number, or null if there is no limit
	 */
	public @Nullable Integer getConnectionsPerAddress() {
		return this.connectionsPerAddress;
	}

	/**
	 * Set the most connections of one remote address, without a limit by default.
	 * @param connectionsPerAddress the number, positive
	 */
	public void setConnectionsPerAddress(@Nullable Integer connectionsPerAddress) {
		this.connectionsPerAddress = connectionsPerAddress;
	}

	/**
	 * The most connections of one principal.
	 * @return the number, or null if there is no limit
	 */
	public @Nullable Integer getConnectionsPerPrincipal() {
		return this.connectionsPerPrincipal;
	}

	/**
	 * Set the most connections of one principal, without a limit by default.
	 * @param connectionsPerPrincipal the number, positive
	 */
	public void setConnectionsPerPrincipal(@Nullable Integer connectionsPerPrincipal) {
		this.connectionsPerPrincipal = connectionsPerPrincipal;
	}

	/**
	 * The most namespaces in which one connection may have a socket.
	 * @return the number
	 */
	public int getNamespacesPerConnection() {
		return this.namespacesPerConnection;
	}

	/**
	 * Set the most namespaces in which one connection may have a socket, 100 by default.
	 * @param namespacesPerConnection the number, positive
	 */
	public void setNamespacesPerConnection(int namespacesPerConnection) {
		this.namespacesPerConnection = namespacesPerConnection;
	}

}
