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

package io.github.socketiospring.adapter;

import java.util.Collections;
import java.util.Set;

/**
 * Who gets a broadcast.
 *
 * @param rooms the rooms whose sockets get it; empty for all sockets of the namespace
 * @param except the rooms whose sockets do not, whichever other rooms they are in
 * @param local whether only sockets of this server do
 */
public record BroadcastOptions(Set<String> rooms, Set<String> except, boolean local) {

	/** Everybody. */
	public static final BroadcastOptions ALL = new BroadcastOptions(Set.of(), Set.of());

	/**
	 * Receivers on all servers.
	 * @param rooms the rooms whose sockets get it; empty for all sockets of the namespace
	 * @param except the rooms whose sockets do not
	 */
	public BroadcastOptions(Set<String> rooms, Set<String> except) {
		this(rooms, except, false);
	}

	/**
	 * Whether a socket gets the broadcast.
	 * @param rooms the rooms of the socket, that of its own id included
	 * @return true if it does
	 */
	public boolean concerns(Set<String> rooms) {
		return (this.rooms.isEmpty() || !Collections.disjoint(this.rooms, rooms))
				&& Collections.disjoint(this.except, rooms);
	}

	/**
	 * The same receivers, as far as they are on this server.
	 * @return other options
	 */
	public BroadcastOptions toLocal() {
		return new BroadcastOptions(this.rooms, this.except, true);
	}

}
