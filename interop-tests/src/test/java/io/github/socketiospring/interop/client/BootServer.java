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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.SocketIOServer;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * A Spring Boot application with the starter.
 */
final class BootServer implements TestServer {

	private final Journal journal = new Journal();

	private final ServerBinding binding;

	private final Class<?> configuration;

	private final String parser;

	private final List<String> properties;

	private ConfigurableApplicationContext context;

	private final int port;

	BootServer(ServerBinding binding, Class<?> configuration) {
		this(binding, configuration, "default");
	}

	BootServer(ServerBinding binding, Class<?> configuration, String parser, String... properties) {
		this.properties = List.of(properties);
		this.binding = binding;
		this.parser = parser;
		this.configuration = configuration;
		this.context = run(0);
		this.port = this.context.getBean(Environment.class)
			.getRequiredProperty(this.binding.localPortProperty(), Integer.class);
	}

	private ConfigurableApplicationContext run(int port) {
		List<Class<?>> sources = new ArrayList<>(List.of(this.configuration, OwnEventLoopsConfiguration.class));
		sources.addAll(this.binding.configurations());
		// The configuration file of the demo is on the class path too
		List<String> arguments = new ArrayList<>(List.of("--spring.config.name=interop-client",
				"--spring.main.banner-mode=off", "--logging.level.root=warn", "--server.address=127.0.0.1",
				"--socketio.ping-interval=200ms", "--socketio.allow-eio3=true", "--socketio.parser=" + this.parser));
		if (!this.binding.portProperty().equals("server.port")) {
			arguments.add("--server.port=0");
		}
		arguments.add("--" + this.binding.portProperty() + "=" + port);
		this.properties.forEach((property) -> arguments.add("--" + property));
		return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(this.binding.applicationType())
			.initializers((context) -> context.getBeanFactory().registerSingleton("journal", this.journal))
			.run(arguments.toArray(String[]::new));
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	/**
	 * Where what else the application has is served.
	 */
	URI applicationUrl() {
		return URI.create("http://127.0.0.1:"
				+ this.context.getBean(Environment.class).getRequiredProperty("local.server.port", Integer.class));
	}

	@Override
	public String parser() {
		return this.parser;
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public Journal journal() {
		return this.journal;
	}

	@Override
	public List<SocketIOServer> servers() {
		return List.copyOf(this.context.getBeansOfType(SocketIOServer.class).values());
	}

	@Override
	public void restart() {
		this.context.close();
		this.context = run(this.port);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
