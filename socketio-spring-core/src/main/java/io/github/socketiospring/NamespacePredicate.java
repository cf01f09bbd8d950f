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

import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Decides which namespaces come into being when a client asks for them.
 *
 * @see SocketIOServer#of(NamespacePredicate)
 * @see <a href="https://socket.io/docs/v4/namespaces/#dynamic-namespaces">Socket.IO:
 * dynamic namespaces</a>
 */
@FunctionalInterface
public interface NamespacePredicate {

	/**
	 * Decide on the CONNECT of a client. It is asked for each client, also if the
	 * namespace exists because of another one. Called on the thread of the connection;
	 * must not block.
	 * @param name the name of the namespace; begins with a slash
	 * @param auth the {@code auth} object of the client; empty if there is none
	 * @return true to let the client in. With false, empty, an error (or an exception
	 * thrown), or without an answer within the time that a client has to join a
	 * namespace, the parents after this one are asked.
	 */
	Mono<Boolean> test(String name, Map<String, @Nullable Object> auth);

}
