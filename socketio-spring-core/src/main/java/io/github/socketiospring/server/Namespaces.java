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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.SocketIONamespace;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The namespaces of a server: those that were declared, and the children of parents,
 * which come and go with their sockets. Safe for use by several threads.
 */
final class Namespaces {

	private final DefaultServer server;

	private final Map<String, DefaultNamespace> namespaces = new ConcurrentHashMap<>();

	private final List<DefaultParentNamespace> parents = new CopyOnWriteArrayList<>();

	/**
	 * Held to create or remove one, so that a name has one namespace and the number of
	 * children is right; not to look one up or to join one that is there. Adapters are
	 * created and listeners told meanwhile, in one order and before the first socket: an
	 * event loop may wait for them, so they must not block.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private int childCount;

	private final List<Consumer<SocketIONamespace>> listeners = new CopyOnWriteArrayList<>();

	private final ErrorLog listenerErrors = new ErrorLog(() -> "A listener to new namespaces failed");

	private final ErrorLog adapterErrors = new ErrorLog(() -> "The adapter of an empty namespace could not be closed");

	private final ErrorLog predicateErrors = new ErrorLog(() -> "A predicate of dynamic namespaces failed");

	private final ErrorLog creationErrors = new ErrorLog(() -> "A dynamic namespace could not be created");

	private final WarningLog slowPredicate = new WarningLog("A predicate of dynamic namespaces did not answer within"
			+ " socketio.connect-timeout, so the client was not let in.");

	private final WarningLog tooManyOfConnection = new WarningLog("A client was refused since it is in as many"
			+ " namespaces as socketio.limits.namespaces-per-connection allows.");

	private final WarningLog tooMany = new WarningLog("A client was refused since there are as many dynamic namespaces"
			+ " as socketio.max-child-namespaces allows.");

	Namespaces(DefaultServer server) {
		this.server = server;
	}

	ErrorLog predicateErrors() {
		return this.predicateErrors;
	}

	ErrorLog creationErrors() {
		return this.creationErrors;
	}

	WarningLog slowPredicate() {
		return this.slowPredicate;
	}

	WarningLog tooManyOfConnection() {
		return this.tooManyOfConnection;
	}

	List<DefaultParentNamespace> parents() {
		return this.parents;
	}

	@Nullable DefaultNamespace get(String name) {
		return this.namespaces.get(name);
	}

	Collection<DefaultNamespace> all() {
		return List.copyOf(this.namespaces.values());
	}

	void listen(Consumer<SocketIONamespace> listener) {
		this.listeners.add(listener);
	}

	/**
	 * The namespace of a name, which is created if need be: as a child of the first
	 * parent whose template or pattern it matches, or else on its own.
	 */
	DefaultNamespace of(String name) {
		DefaultNamespace namespace = this.namespaces.get(name);
		return (namespace != null) ? namespace : create(name);
	}

	private DefaultNamespace create(String name) {
		this.lock.lock();
		try {
			DefaultNamespace namespace = this.namespaces.get(name);
			if (namespace != null) {
				return namespace;
			}
			for (DefaultParentNamespace parent : this.parents) {
				Map<String, String> variables = parent.matcher().match(name);
				if (variables != null) {
					ChildNamespace child = createChild(parent, name, variables);
					child.keep(this.server.isDeclaring() ? null : this.server.options().connectTimeout());
					child.open(0);
					return child;
				}
			}
			Assert.isTrue(!NamespaceTemplate.isTemplate(name), () -> "'" + name
					+ "' is no name, but a template for names: declare it with of(NamespaceTemplate.of(...))");
			this.server.checkDeclaration(name);
			NamespaceContext context = new NamespaceContext(this.server, name, null);
			return tell(put(new DefaultNamespace(this.server, context, this.server.createAdapter(context))));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The parent of a matcher, which is created if need be.
	 */
	DefaultParentNamespace parent(NamespaceMatcher matcher) {
		this.lock.lock();
		try {
			for (DefaultParentNamespace parent : this.parents) {
				if (parent.matcher().equals(matcher)) {
					return parent;
				}
			}
			String name = (matcher.predicate() == null) ? matcher.toString() : "/_" + this.parents.size();
			this.server.checkDeclaration(name);
			DefaultParentNamespace parent = new DefaultParentNamespace(this.server, name, matcher);
			this.parents.add(parent);
			return parent;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Hold the namespace of a name for a socket, creating it as a child if need be.
	 * @return null if there are too many
	 */
	@Nullable DefaultNamespace hold(DefaultParentNamespace parent, String name, Map<String, String> variables) {
		DefaultNamespace existing = this.namespaces.get(name);
		if (existing != null && existing.hold()) {
			return existing;
		}
		this.lock.lock();
		try {
			// It may have been created meanwhile, or is about to be removed
			existing = this.namespaces.get(name);
			if (existing != null && existing.hold()) {
				return existing;
			}
			if (this.childCount >= this.server.options().children().max()) {
				this.tooMany.warn();
				return null;
			}
			ChildNamespace child = createChild(parent, name, variables);
			child.open(1);
			return child;
		}
		finally {
			this.lock.unlock();
		}
	}

	private ChildNamespace createChild(DefaultParentNamespace parent, String name, Map<String, String> variables) {
		ChildNamespace child = parent.createChild(name, variables);
		this.childCount++;
		return tell(put(child));
	}

	private <T extends DefaultNamespace> T put(T namespace) {
		this.namespaces.put(namespace.name(), namespace);
		return namespace;
	}

	private <T extends DefaultNamespace> T tell(T namespace) {
		for (Consumer<SocketIONamespace> listener : this.listeners) {
			try {
				listener.accept(namespace);
			}
			catch (RuntimeException ex) {
				this.listenerErrors.error(ex);
			}
		}
		return namespace;
	}

	/**
	 * Remove a child, unless a socket holds it again.
	 */
	void removeIfEmpty(ChildNamespace child) {
		if (!child.retire()) {
			return;
		}
		this.lock.lock();
		try {
			this.namespaces.remove(child.name(), child);
			this.childCount--;
		}
		finally {
			this.lock.unlock();
		}
		child.parent().remove(child);
		child.close().subscribe(null, this.adapterErrors::error);
	}

}
