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

import io.github.socketiospring.engineio.EngineIOObserver;

/**
 * Told of what happens on a server, each time, and lets handlers run in a context of its
 * own: for metrics and tracing. What only has to be read now and then is in
 * {@link SocketIOServer#count}, and needs no observer. As of {@link EngineIOObserver},
 * implementations must be fast, and must neither block nor throw.
 *
 * @see io.github.socketiospring.server.SocketIOServerBuilder#observer(SocketIOObserver)
 */
public interface SocketIOObserver extends EngineIOObserver {

	/**
	 * A namespace, or the parent of dynamic ones, is created: observe what happens there.
	 * @param namespace its {@linkplain SocketIONamespace#declaredName() declared name}:
	 * clients cannot make it up, so there are not many
	 * @return what is told of it; for a parent, of all its children
	 */
	NamespaceObserver namespace(String namespace);

}
