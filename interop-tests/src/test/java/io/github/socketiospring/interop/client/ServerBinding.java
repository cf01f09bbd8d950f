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

package io.github.socketiospring.interop.client;

import java.util.List;
import java.util.stream.Stream;

import io.github.socketiospring.interop.web.HttpPort;

import org.springframework.boot.WebApplicationType;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * A way to run the server. The bindings to test are the constants of the enum that the
 * system property {@code interop.bindings} names; with {@code #FAST} at its end the name
 * stands for that constant alone.
 */
interface ServerBinding {

	String DEFAULT = ServerBinding.class.getPackageName() + ".NettyBinding";

	/**
	 * The type of an application with Spring Boot.
	 */
	default WebApplicationType applicationType() {
		return WebApplicationType.REACTIVE;
	}

	/**
	 * What an application with Spring Boot needs for it.
	 */
	List<Class<?>> configurations();

	/**
	 * The property with the port of the endpoint, in front of which {@code local.} stands
	 * for the one that is really used.
	 */
	default String portProperty() {
		return "server.port";
	}

	default String localPortProperty() {
		return "local.server.port";
	}

	/**
	 * Serve without Spring Boot.
	 */
	HttpPort serve(HttpHandler handler, int port);

	/**
	 * Whether Reactor Netty's channels are used.
	 */
	default boolean isFastPath() {
		return true;
	}

	/**
	 * Whether it makes a difference to run servers without Spring Boot.
	 */
	default boolean isBare() {
		return true;
	}

	/**
	 * Whether the server learns that a client gave up a request, while it is not
	 * answered. A servlet container does not (PROTOCOL.md 37): it has nothing to read or
	 * to write then.
	 */
	default boolean seesAbortedRequests() {
		return true;
	}

	static Stream<ServerBinding> all() {
		String[] parts = System.getProperty("interop.bindings", DEFAULT).split("#");
		try {
			return Stream.of(Class.forName(parts[0]).getEnumConstants())
				.filter((constant) -> parts.length == 1 || constant.toString().equals(parts[1]))
				.map(ServerBinding.class::cast);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException("No such binding: " + parts[0], ex);
		}
	}

	static Stream<ServerBinding> bare() {
		return all().filter(ServerBinding::isBare);
	}

}
