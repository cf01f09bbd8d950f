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

package io.github.socketiospring.interop.web;

import java.net.InetAddress;

import org.springframework.boot.jetty.autoconfigure.reactive.WebSocketJettyReactiveWebServerFactoryCustomizer;
import org.springframework.boot.jetty.reactive.JettyReactiveWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.WebSocketTomcatWebServerFactoryCustomizer;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServer;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Servlet containers without an application.
 */
public final class Containers {

	private Containers() {
	}

	/**
	 * Serve on Tomcat.
	 * @param handler the handler
	 * @param port the port, 0 for any that is free
	 * @return the server
	 */
	public static HttpPort tomcat(HttpHandler handler, int port) {
		TomcatReactiveWebServerFactory factory = new TomcatReactiveWebServerFactory(port);
		factory.setAddress(InetAddress.getLoopbackAddress());
		new WebSocketTomcatWebServerFactoryCustomizer().customize(factory);
		return start(factory.getWebServer(handler));
	}

	/**
	 * Serve on Jetty.
	 * @param handler the handler
	 * @param port the port, 0 for any that is free
	 * @return the server
	 */
	public static HttpPort jetty(HttpHandler handler, int port) {
		JettyReactiveWebServerFactory factory = new JettyReactiveWebServerFactory(port);
		factory.setAddress(InetAddress.getLoopbackAddress());
		new WebSocketJettyReactiveWebServerFactoryCustomizer().customize(factory);
		// Jetty forgets connections that it accepts while it stops, without closing them
		factory.setShutdown(Shutdown.GRACEFUL);
		return start(factory.getWebServer(handler));
	}

	private static HttpPort start(WebServer server) {
		server.start();
		int port = server.getPort();
		return new HttpPort() {

			@Override
			public int port() {
				return port;
			}

			@Override
			public void close() {
				server.shutDownGracefully((result) -> {
				});
				server.stop();
				server.destroy();
			}

		};
	}

}
