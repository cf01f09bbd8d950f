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

package io.github.socketiospring.security.interop;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.SocketIOServer;
import org.awaitility.Awaitility;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * An application that runs on a free port.
 */
final class SecureServer implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final String portProperty;

	/**
	 * Run an application.
	 * @param binding the way of WebSockets
	 * @param application its class
	 * @param properties such as {@code socketio.path=/live}
	 */
	SecureServer(Binding binding, Class<?> application, String... properties) {
		this(WebApplicationType.REACTIVE, "local.server.port",
				(binding == Binding.PORTABLE) ? List.of(application, PortableBinding.class) : List.of(application),
				properties);
	}

	private SecureServer(WebApplicationType type, String portProperty, List<Class<?>> classes, String... properties) {
		this.portProperty = portProperty;
		List<Class<?>> sources = new ArrayList<>(classes);
		sources.add(OwnEventLoops.class);
		List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off", "--logging.level.root=warn",
				"--server.address=127.0.0.1", "--server.port=0"));
		List.of(properties).forEach((property) -> arguments.add("--" + property));
		this.context = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(type)
			.run(arguments.toArray(String[]::new));
	}

	/**
	 * Run a servlet application whose endpoint has a port of its own.
	 * @param application its class
	 */
	static SecureServer ownPort(Class<?> application) {
		return new SecureServer(WebApplicationType.SERVLET, "local.socketio.port", List.of(application),
				"socketio.server.port=0");
	}

	int port() {
		return this.context.getBean(Environment.class).getRequiredProperty(this.portProperty, Integer.class);
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + port());
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * Waits until the server has forgotten all clients.
	 */
	void awaitNoClients() {
		Awaitility.await("the end of all sessions")
			.atMost(Duration.ofSeconds(15))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> bean(SocketIOServer.class).engine().clientsCount() == 0);
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * The global ones would end for all servers when one is closed.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnEventLoops {

		@Bean
		ReactorResourceFactory reactorResourceFactory() {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			resources.setShutdownQuietPeriod(Duration.ZERO);
			return resources;
		}

	}

}
