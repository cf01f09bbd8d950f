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

package io.github.socketiospring.demo;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socketiospring.RemoteSocket;
import io.github.socketiospring.SocketIOSocket;

import org.springframework.stereotype.Component;

/**
 * Who is online at this instance. Somebody with several tabs is one visitor with several
 * sockets.
 */
@Component
class Visitors {

	private static final String NAME = "name";

	private final Map<String, Visitor> visitors = new ConcurrentHashMap<>();

	/**
	 * Add a socket of a visitor.
	 * @return false if somebody with another key uses the name
	 */
	boolean enter(String name, String key) {
		Visitor visitor = this.visitors.merge(name, new Visitor(key, 1),
				(present, added) -> present.key().equals(key) ? present.withSockets(1) : present);
		return visitor.key().equals(key);
	}

	/**
	 * Remove a socket of a visitor, and the visitor with the last one.
	 */
	void leave(String name) {
		this.visitors.computeIfPresent(name,
				(key, visitor) -> (visitor.sockets() > 1) ? visitor.withSockets(-1) : null);
	}

	boolean isOnline(String name) {
		return this.visitors.containsKey(name);
	}

	/**
	 * Note whose socket it is. Attributes live as long as the socket.
	 */
	static void setName(SocketIOSocket socket, String name) {
		socket.attributes().put(NAME, name);
	}

	static String nameOf(SocketIOSocket socket) {
		return (String) Objects.requireNonNull(socket.attributes().get(NAME));
	}

	/**
	 * The name of somebody who may be at another instance.
	 */
	static String nameOf(RemoteSocket socket) {
		return Objects.requireNonNull(socket.attribute(NAME, String.class));
	}

	private record Visitor(String key, int sockets) {

		Visitor withSockets(int more) {
			return new Visitor(this.key, this.sockets + more);
		}

	}

}
