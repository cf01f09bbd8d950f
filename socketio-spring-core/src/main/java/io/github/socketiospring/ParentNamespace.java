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

package io.github.socketiospring;

import java.util.Collection;
import java.util.function.Consumer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/**
 * The parent of dynamic namespaces, its children, which come into being when clients ask
 * for them. It has no sockets of its own: as an operator it addresses the sockets of all
 * children, and what it tells of sockets and rooms is that of all children together.
 *
 * <p>
 * Children get the middlewares, listeners and handlers that their parent has when they
 * are created; what is added later concerns later children. Safe for use by several
 * threads.
 *
 * @see SocketIOServer#of(java.util.regex.Pattern)
 * @see SocketIOServer#of(NamespaceTemplate)
 * @see SocketIOServer#of(NamespacePredicate)
 * @see <a href="https://socket.io/docs/v4/namespaces/#dynamic-namespaces">Socket.IO:
 * dynamic namespaces</a>
 */
public interface ParentNamespace extends SocketIONamespace {

	/**
	 * What the names of the children look like.
	 * @return the text of the template or pattern; for a predicate a name of the server's
	 */
	@Override
	String name();

	@Override
	@CanIgnoreReturnValue
	ParentNamespace use(ConnectionMiddleware middleware);

	@Override
	@CanIgnoreReturnValue
	ParentNamespace onConnection(Consumer<SocketIOSocket> listener);

	@Override
	@CanIgnoreReturnValue
	ParentNamespace addHandler(NamespaceHandler handler);

	/**
	 * The children that exist.
	 * @return a snapshot
	 */
	Collection<SocketIONamespace> children();

}
