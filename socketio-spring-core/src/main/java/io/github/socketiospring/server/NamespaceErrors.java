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

/**
 * Logs what the application's code fails with in a namespace, or in all children of a
 * parent together.
 *
 * @param connect for middlewares and connect handlers
 * @param listener for those who are told that sockets come and go
 * @param middleware for event middlewares
 */
record NamespaceErrors(ErrorLog connect, ErrorLog listener, ErrorLog middleware) {

	static NamespaceErrors of(String name) {
		return new NamespaceErrors(
				new ErrorLog(() -> "A middleware or connect handler of namespace " + name + " failed"),
				new ErrorLog(() -> "A connection or disconnect listener of namespace " + name + " failed"),
				new ErrorLog(() -> "An event middleware of namespace " + name + " failed"));
	}

}
