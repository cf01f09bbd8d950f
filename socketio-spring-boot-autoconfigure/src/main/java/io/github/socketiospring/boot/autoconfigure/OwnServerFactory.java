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

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Makes the server of {@link OwnServer}: as {@code socketio.server.*} says, and else like
 * the application's own, but for its port.
 */
final class OwnServerFactory {

	private final OwnServerProperties properties;

	private final Environment environment;

	private final @Nullable ServerProperties application;

	private final NettyReactiveWebServerFactory factory;

	OwnServerFactory(OwnServerProperties properties, int port, Environment environment,
			@Nullable ServerProperties application) {
		this.properties = properties;
		this.environment = environment;
		this.application = application;
		this.factory = new NettyReactiveWebServerFactory(port);
	}

	void setSslBundles(@Nullable SslBundles sslBundles) {
		this.factory.setSslBundles(sslBundles);
	}

	void setResources(@Nullable ReactorResourceFactory resources) {
		this.factory.setResourceFactory(resources);
	}

	void setServerCustomizers(List<NettyServerCustomizer> customizers) {
		this.factory.setServerCustomizers(customizers);
	}

	/**
	 * Whether WebFlux is to read the headers of proxies.
	 */
	boolean transformsForwardedHeaders() {
		return this.application != null
				&& this.application.getForwardHeadersStrategy() == ForwardHeadersStrategy.FRAMEWORK;
	}

	private boolean readsForwardedHeaders() {
		ForwardHeadersStrategy strategy = (this.application != null) ? this.application.getForwardHeadersStrategy()
				: null;
		if (strategy == null) {
			CloudPlatform platform = CloudPlatform.getActive(this.environment);
			return platform != null && platform.isUsingForwardHeaders();
		}
		return strategy == ForwardHeadersStrategy.NATIVE;
	}

	WebServer create(HttpHandler handler) {
		this.factory.setSsl(ssl());
		this.factory.setUseForwardHeaders(readsForwardedHeaders());
		this.factory.setShutdown((this.application != null) ? this.application.getShutdown() : Shutdown.GRACEFUL);
		if (this.application != null) {
			this.factory.setAddress(this.application.getAddress());
			this.factory.setCompression(this.application.getCompression());
		}
		if (this.properties.getAddress() != null) {
			this.factory.setAddress(this.properties.getAddress());
		}
		return this.factory.getWebServer(handler);
	}

	private @Nullable Ssl ssl() {
		if (!this.properties.getSsl().isEnabled()) {
			return null;
		}
		String bundle = this.properties.getSsl().getBundle();
		if (bundle != null) {
			return Ssl.forBundle(bundle);
		}
		return (this.application != null) ? this.application.getSsl() : null;
	}

}
