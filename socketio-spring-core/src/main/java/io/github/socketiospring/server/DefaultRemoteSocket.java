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

import java.util.Collections;
import java.util.Map;
import java.util.Set;

import io.github.socketiospring.Handshake;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.RemoteSocket;
import io.github.socketiospring.adapter.SocketDetails;
import io.github.socketiospring.protocol.BindingException;
import org.jspecify.annotations.Nullable;

/**
 * Default implementation of {@link RemoteSocket}.
 */
final class DefaultRemoteSocket extends RemoteEmitter implements RemoteSocket {

	private final DefaultNamespace namespace;

	private final SocketDetails details;

	DefaultRemoteSocket(DefaultNamespace namespace, SocketDetails details) {
		super(namespace.to(details.id()));
		this.namespace = namespace;
		this.details = details;
	}

	@Override
	public String id() {
		return this.details.id();
	}

	@Override
	public Handshake handshake() {
		return this.details.handshake();
	}

	@Override
	public Set<String> rooms() {
		return this.details.rooms();
	}

	@Override
	public Map<String, Object> attributes() {
		return Collections.unmodifiableMap(this.details.attributes());
	}

	@Override
	public <T> @Nullable T attribute(String name, Class<T> type) {
		Object value = this.details.attributes().get(name);
		if (value == null || type.isInstance(value)) {
			return type.cast(value);
		}
		try {
			return this.namespace.defaultServer().codec().convert(value, type);
		}
		catch (BindingException ex) {
			throw new PayloadBindingException(0, "Attribute '" + name + "' is not a " + type.getTypeName(),
					ex.getCause());
		}
	}

	@Override
	public void join(String... rooms) {
		room().socketsJoin(rooms);
	}

	@Override
	public void leave(String room) {
		room().socketsLeave(room);
	}

	@Override
	public void disconnect(boolean close) {
		room().disconnectSockets(close);
	}

	@Override
	public String toString() {
		return "Socket " + id() + " of namespace " + this.namespace.name();
	}

}
