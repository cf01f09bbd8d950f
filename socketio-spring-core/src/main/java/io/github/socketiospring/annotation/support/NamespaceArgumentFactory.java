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

package io.github.socketiospring.annotation.support;

import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * The namespace, and its server.
 */
class NamespaceArgumentFactory implements ArgumentFactory {

	@Override
	public @Nullable Argument create(MethodParameter parameter, HandlerKind kind) {
		Class<?> type = parameter.getParameterType();
		if (type == SocketIONamespace.class) {
			return HandlerCall::namespace;
		}
		if (type == SocketIOServer.class) {
			return (call) -> call.namespace().server();
		}
		return null;
	}

	@Override
	public boolean needsSocket() {
		return false;
	}

}
