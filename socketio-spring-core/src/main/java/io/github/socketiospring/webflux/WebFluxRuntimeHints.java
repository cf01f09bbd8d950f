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

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Gives a native image the files of the JavaScript client, and the names of the classes
 * by which is decided what of the class path is used: an image that does not know such a
 * name takes it that the class is not there.
 */
class WebFluxRuntimeHints implements RuntimeHintsRegistrar {

	/**
	 * All that the library asks {@code ClassUtils.isPresent} for.
	 */
	private static final List<String> CLASSES = List.of(SocketIOWebHandler.REACTOR_NETTY_RESPONSE,
			HandshakeContext.SECURITY_CONTEXT, "org.springframework.security.access.AccessDeniedException",
			"org.springframework.security.authentication.AnonymousAuthenticationToken",
			"org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken",
			"jakarta.servlet.http.HttpServletRequest", "jakarta.validation.executable.ExecutableValidator",
			"org.apache.tomcat.websocket.server.WsServerContainer",
			"org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer",
			"io.micrometer.context.ContextRegistry");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern(ClientBundle.LOCATION + "*");
		CLASSES.forEach((name) -> hints.reflection().registerTypeIfPresent(classLoader, name));
	}

}
