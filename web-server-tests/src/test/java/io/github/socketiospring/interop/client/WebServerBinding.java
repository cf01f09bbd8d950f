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

import io.github.socketiospring.interop.web.Containers;
import io.github.socketiospring.interop.web.HttpPort;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.jetty.reactive.JettyReactiveWebServerFactory;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * The ways to serve without Reactor Netty, or beside Spring MVC.
 */
enum WebServerBinding implements ServerBinding {

	/**
	 * A WebFlux application on Tomcat.
	 */
	TOMCAT(TomcatConfiguration.class, Containers::tomcat),

	/**
	 * A WebFlux application on Jetty.
	 */
	JETTY(JettyConfiguration.class, Containers::jetty),

	/**
	 * A Spring MVC application with {@code socketio.server.port}.
	 */
	OWN_PORT(null, HttpPort::reactorNetty);

	private final Class<?> configuration;

	private final HttpPort.Starter starter;

	WebServerBinding(Class<?> configuration, HttpPort.Starter starter) {
		this.configuration = configuration;
		this.starter = starter;
	}

	@Override
	public WebApplicationType applicationType() {
		return (this == OWN_PORT) ? WebApplicationType.SERVLET : WebApplicationType.REACTIVE;
	}

	@Override
	public List<Class<?>> configurations() {
		return (this.configuration != null) ? List.of(this.configuration) : List.of();
	}

	@Override
	public String portProperty() {
		return (this == OWN_PORT) ? "socketio.server.port" : "server.port";
	}

	@Override
	public String localPortProperty() {
		return (this == OWN_PORT) ? "local.socketio.port" : "local.server.port";
	}

	@Override
	public HttpPort serve(HttpHandler handler, int port) {
		return this.starter.start(handler, port);
	}

	/** There it would be Reactor Netty once more. */
	@Override
	public boolean isBare() {
		return this != OWN_PORT;
	}

	@Override
	public boolean seesAbortedRequests() {
		return this == OWN_PORT;
	}

	@Configuration(proxyBeanMethods = false)
	static class TomcatConfiguration {

		@Bean
		TomcatReactiveWebServerFactory webServerFactory() {
			return new TomcatReactiveWebServerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JettyConfiguration {

		@Bean
		JettyReactiveWebServerFactory webServerFactory() {
			return new JettyReactiveWebServerFactory();
		}

	}

}
