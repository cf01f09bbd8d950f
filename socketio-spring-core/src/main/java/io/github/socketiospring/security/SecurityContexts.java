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

import java.security.Principal;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/**
 * The security context as it stands in Reactor contexts, which all handlers of a
 * connection share: what one of them does to its security context no other is to see.
 */
public final class SecurityContexts {

	/** That of Spring Security's accessor for {@code SecurityContextHolder}. */
	static final Object THREAD_LOCAL_KEY = SecurityContext.class.getName();

	private SecurityContexts() {
	}

	/**
	 * Write the security context of a principal, for
	 * {@code ReactiveSecurityContextHolder} and for those who propagate contexts to
	 * threads.
	 * @param context the context to write to
	 * @param principal the principal
	 * @return the new context; the same if the principal is no {@link Authentication}
	 */
	public static Context write(Context context, Principal principal) {
		if (!(principal instanceof Authentication authentication)) {
			return context;
		}
		Mono<SecurityContext> own = Mono.fromSupplier(() -> create(authentication));
		return context.put(SecurityContext.class, own).put(THREAD_LOCAL_KEY, new SharedSecurityContext(authentication));
	}

	/**
	 * Create a security context that nobody else has.
	 */
	static SecurityContext create(@Nullable Authentication authentication) {
		SecurityContext context = new SecurityContextImpl();
		context.setAuthentication(authentication);
		return context;
	}

	/**
	 * Is never changed: a thread that has it, since contexts are propagated, gets one of
	 * its own when it tries to.
	 */
	@SuppressWarnings("serial")
	private static final class SharedSecurityContext extends SecurityContextImpl {

		SharedSecurityContext(Authentication authentication) {
			super(authentication);
		}

		@Override
		public void setAuthentication(@Nullable Authentication authentication) {
			if (SecurityContextHolder.getContext() != this) {
				throw new UnsupportedOperationException("All handlers of a connection share this security context");
			}
			SecurityContextHolder.setContext(create(authentication));
		}

	}

}
