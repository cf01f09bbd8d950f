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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.socketiospring.ConnectionMiddleware;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.ParentNamespace;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;

/**
 * A namespace without sockets of its own, which creates others after its model.
 */
final class DefaultParentNamespace extends DefaultNamespace implements ParentNamespace {

	private final NamespaceMatcher matcher;

	private final Set<ChildNamespace> children;

	DefaultParentNamespace(DefaultServer server, String name, NamespaceMatcher matcher) {
		this(server, name, matcher, ConcurrentHashMap.newKeySet());
	}

	private DefaultParentNamespace(DefaultServer server, String name, NamespaceMatcher matcher,
			Set<ChildNamespace> children) {
		super(server, new NamespaceContext(server, name, null), new ParentAdapter(server.codec(), children));
		this.matcher = matcher;
		this.children = children;
	}

	NamespaceMatcher matcher() {
		return this.matcher;
	}

	/**
	 * Create a child with the middlewares, listeners and handlers of this moment.
	 */
	ChildNamespace createChild(String name, Map<String, String> variables) {
		NamespaceContext context = new NamespaceContext(defaultServer(), name, context());
		ChildNamespace child = new ChildNamespace(this, context, defaultServer().createAdapter(context), variables);
		try {
			child.copy(this);
		}
		catch (RuntimeException ex) {
			// A handler does not want to be added
			child.close().subscribe();
			throw ex;
		}
		this.children.add(child);
		return child;
	}

	void remove(ChildNamespace child) {
		this.children.remove(child);
	}

	@Override
	public ParentNamespace use(ConnectionMiddleware middleware) {
		super.use(middleware);
		return this;
	}

	@Override
	public ParentNamespace onConnection(Consumer<SocketIOSocket> listener) {
		super.onConnection(listener);
		return this;
	}

	@Override
	public ParentNamespace addHandler(NamespaceHandler handler) {
		super.addHandler(handler);
		return this;
	}

	@Override
	void onAdded(NamespaceHandler handler) {
		// It is added to the children
	}

	@Override
	public Collection<SocketIONamespace> children() {
		return List.copyOf(this.children);
	}

	@Override
	public Collection<SocketIOSocket> sockets() {
		List<SocketIOSocket> sockets = new ArrayList<>();
		this.children.forEach((child) -> sockets.addAll(child.sockets()));
		return sockets;
	}

	@Override
	public Collection<SocketIOSocket> sockets(String room) {
		List<SocketIOSocket> sockets = new ArrayList<>();
		this.children.forEach((child) -> sockets.addAll(child.sockets(room)));
		return sockets;
	}

	@Override
	public @Nullable SocketIOSocket socket(String id) {
		for (ChildNamespace child : this.children) {
			SocketIOSocket socket = child.socket(id);
			if (socket != null) {
				return socket;
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return "namespaces " + name();
	}

}
