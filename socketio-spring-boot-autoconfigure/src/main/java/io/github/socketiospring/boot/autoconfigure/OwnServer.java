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

package io.github.socketiospring.boot.autoconfigure;

import java.util.HashMap;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * The server on the port of {@code socketio.server.port}. It starts when the application
 * does, after the application's own, and stops in the phase of Boot's graceful shutdown,
 * for which {@link SocketIOLifecycle} has closed the sockets. The port is in the
 * environment: {@code local.socketio.port}.
 */
final class OwnServer implements SmartLifecycle, DisposableBean {

	private static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;

	private static final String PROPERTY_SOURCE = "socketio.ports";

	private final WebServer server;

	private final ConfigurableEnvironment environment;

	private volatile boolean running;

	OwnServer(WebServer server, ConfigurableEnvironment environment) {
		this.server = server;
		this.environment = environment;
	}

	@Override
	public void start() {
		this.server.start();
		this.running = true;
		publish(this.server.getPort());
	}

	private void publish(int port) {
		MutablePropertySources sources = this.environment.getPropertySources();
		if (!(sources.get(PROPERTY_SOURCE) instanceof MapPropertySource)) {
			sources.addFirst(new MapPropertySource(PROPERTY_SOURCE, new HashMap<>()));
		}
		if (sources.get(PROPERTY_SOURCE) instanceof MapPropertySource ports) {
			ports.getSource().put("local.socketio.port", port);
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.server.stop();
	}

	@Override
	public void stop(Runnable callback) {
		this.server.shutDownGracefully((result) -> {
			stop();
			callback.run();
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	/**
	 * When the graceful end took too long.
	 */
	@Override
	public void destroy() {
		this.running = false;
		this.server.destroy();
	}

}
