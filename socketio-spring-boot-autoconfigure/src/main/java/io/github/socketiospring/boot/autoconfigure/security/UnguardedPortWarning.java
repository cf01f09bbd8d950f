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

package io.github.socketiospring.boot.autoconfigure.security;

import java.util.List;

import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOHandshakeInterceptor;
import io.github.socketiospring.security.BearerTokenAuthenticator;
import io.github.socketiospring.security.SocketAuthenticator;
import io.github.socketiospring.security.SocketIORules;
import io.github.socketiospring.security.SocketIOSecurity;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.security.web.server.WebFilterChainProxy;

/**
 * Says in the log that clients without credentials reach the handlers of an application
 * that is secured on its other port.
 */
final class UnguardedPortWarning implements SmartInitializingSingleton {

	/** The filter of Spring Security in a servlet application. */
	private static final String SERVLET_FILTER = "springSecurityFilterChain";

	private static final List<Class<?>> GUARDS = List.of(WebFilterChainProxy.class, SocketIORules.class,
			SocketIOHandshakeInterceptor.class);

	private static final Log logger = LogFactory.getLog(UnguardedPortWarning.class);

	private final ListableBeanFactory beanFactory;

	UnguardedPortWarning(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.beanFactory.containsBean(SERVLET_FILTER) && !isGuarded()) {
			logger.warn("Clients without credentials may connect to the port of socketio.server.port and call handlers:"
					+ " Spring Security guards the other port of this application, not this one. Define SocketIORules,"
					+ " such as SocketIORules.builder().namespace(\"/**\").authenticated().build(), with tokens in the"
					+ " auth objects of clients, or a SecurityWebFilterChain, which guards this port alone. If everyone"
					+ " may connect, say so: namespace(\"/**\").permitAll().");
		}
	}

	private boolean isGuarded() {
		return GUARDS.stream().anyMatch(this::has) || hasOther(SocketIOGuard.class, SocketIOSecurity.class)
				|| hasOther(SocketAuthenticator.class, BearerTokenAuthenticator.class);
	}

	private boolean has(Class<?> type) {
		return this.beanFactory.getBeanNamesForType(type).length > 0;
	}

	/**
	 * Those of this library let in who says nothing.
	 */
	private <T> boolean hasOther(Class<T> type, Class<? extends T> ours) {
		return this.beanFactory.getBeansOfType(type).values().stream().anyMatch((bean) -> bean.getClass() != ours);
	}

}
