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

package io.github.socketiospring.webflux;

import java.security.Principal;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.socketiospring.security.SecurityContexts;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.util.ClassUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * What of the Reactor context of a handshake outlives it: not the exchange, not what
 * concerns its reactive chain or its observation alone, and a security context that is
 * known in place of one that would be read from the exchange again and again.
 */
final class HandshakeContext {

	static final String SECURITY_CONTEXT = "org.springframework.security.core.context.SecurityContext";

	private static final boolean SECURITY = ClassUtils.isPresent(SECURITY_CONTEXT,
			HandshakeContext.class.getClassLoader());

	private HandshakeContext() {
	}

	static ContextView of(ContextView context, @Nullable Principal principal) {
		Context kept = context.isEmpty() ? Context.empty()
				: Context.of(context.stream()
					.filter((entry) -> isKept(entry.getKey(), entry.getValue()))
					.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
		return (SECURITY && principal != null) ? SecurityContexts.write(kept, principal) : kept;
	}

	private static boolean isKept(Object key, Object value) {
		if (value instanceof ServerWebExchange) {
			return false;
		}
		if (key instanceof Class<?> type) {
			return !type.getName().equals(SECURITY_CONTEXT);
		}
		return !(key instanceof String name) || !(name.equals(SECURITY_CONTEXT) || name.startsWith("reactor.")
				|| name.equals("micrometer.observation"));
	}

}
