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

import java.util.stream.Stream;

import io.netty.channel.ChannelHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the library itself needs in a native image.
 */
class LibraryRuntimeHintsTests {

	private final RuntimeHints hints = hints();

	private static RuntimeHints hints() {
		RuntimeHints hints = new RuntimeHints();
		AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter((registrar) -> registrar.getClass().getPackageName().startsWith("io.github.socketiospring."))
			.forEach((registrar) -> registrar.registerHints(hints, hints.getClass().getClassLoader()));
		return hints;
	}

	@ParameterizedTest
	@ValueSource(strings = { "client.properties", "socket.io.js", "socket.io.min.js.br", "socket.io.esm.min.js.map" })
	void filesOfTheClientAreThere(String name) {
		assertThat(this.hints)
			.matches(RuntimeHintsPredicates.resource().forResource("META-INF/socketio-spring-client-js/" + name));
	}

	/**
	 * Those that {@code ClassUtils.isPresent} is asked for.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "io.micrometer.context.ContextRegistry", "jakarta.servlet.http.HttpServletRequest",
			"jakarta.validation.executable.ExecutableValidator", "org.apache.tomcat.websocket.server.WsServerContainer",
			"org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer",
			"org.springframework.security.access.AccessDeniedException",
			"org.springframework.security.authentication.AnonymousAuthenticationToken",
			"org.springframework.security.core.context.SecurityContext",
			"org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken",
			"reactor.netty.http.server.HttpServerResponse" })
	void classesThatDecideAreFound(String name) {
		assertThat(this.hints).matches(RuntimeHintsPredicates.reflection().onType(TypeReference.of(name)));
	}

	@Test
	void channelHandlersAreKnown() throws Exception {
		Class<?>[] handlers = classes().filter(ChannelHandler.class::isAssignableFrom).toArray(Class<?>[]::new);
		assertThat(handlers).hasSizeGreaterThan(2)
			.allSatisfy(
					(handler) -> assertThat(this.hints).matches(RuntimeHintsPredicates.reflection().onType(handler)));
	}

	private static Stream<Class<?>> classes() throws Exception {
		Resource[] resources = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:io/github/socketiospring/webflux/netty/*.class");
		return Stream.of(resources)
			.map((resource) -> resource.getFilename().replace(".class", ""))
			.filter((name) -> !name.equals("package-info") && !name.contains("Test"))
			.<Class<?>>map(
					(name) -> ClassUtils.resolveClassName("io.github.socketiospring.webflux.netty." + name, null))
			.filter((type) -> !type.isAnonymousClass());
	}

}
