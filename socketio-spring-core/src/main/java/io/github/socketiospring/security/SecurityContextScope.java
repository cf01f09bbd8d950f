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

package io.github.socketiospring.security;

import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Has {@link SecurityContextHolder} hold a security context for the socket that a handler
 * is called for, and none if the socket has none. It is of that call alone: if the
 * handler changes it, nobody else sees that.
 */
public final class SecurityContextScope implements HandlerScope {

	/**
	 * Create the scope.
	 */
	public SecurityContextScope() {
	}

	@Override
	public Runnable open(SocketIOSocket socket, @Nullable String event) {
		SecurityContext shared = socket.context().getOrDefault(SecurityContexts.THREAD_LOCAL_KEY, null);
		// A thread that emits to a socket may come to call the handlers of that one
		SecurityContext before = SecurityContextHolder.getContext();
		if (shared != null) {
			SecurityContextHolder.setContext(SecurityContexts.create(shared.getAuthentication()));
		}
		else {
			SecurityContextHolder.clearContext();
		}
		return (before.getAuthentication() == null) ? SecurityContextHolder::clearContext
				: () -> SecurityContextHolder.setContext(before);
	}

}
