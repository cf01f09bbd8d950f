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

package io.github.socketiospring.webflux.servlet;

import java.util.List;
import java.util.Map;

import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.apache.tomcat.websocket.server.WsServerContainer;

/**
 * Upgrades on Tomcat.
 */
final class TomcatUpgrade implements ServletUpgrade {

	private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";

	static boolean isIn(ServletContext context) {
		return context.getAttribute(CONTAINER) instanceof WsServerContainer;
	}

	@Override
	public void upgrade(HttpServletRequest request, HttpServletResponse response, EngineIOServer engine,
			WebSocketUpgrade upgrade) throws Exception {
		ServerContainer container = (ServerContainer) request.getServletContext().getAttribute(CONTAINER);
		ServerEndpointConfig config = ServerEndpointConfig.Builder
			.create(TomcatConnection.ConnectionEndpoint.class, request.getRequestURI())
			.configurator(new Configurator(new TomcatConnection(engine, upgrade).endpoint()))
			.build();
		container.upgradeHttpToWebSocket(request, response, config, Map.of());
	}

	/**
	 * Agrees to no extension: there is no limit to what a message expands to.
	 */
	private static final class Configurator extends ServerEndpointConfig.Configurator {

		private final Endpoint endpoint;

		Configurator(Endpoint endpoint) {
			this.endpoint = endpoint;
		}

		@Override
		public <T> T getEndpointInstance(Class<T> type) {
			return type.cast(this.endpoint);
		}

		@Override
		public boolean checkOrigin(String origin) {
			return true;
		}

		@Override
		public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
			return "";
		}

		@Override
		public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
			return List.of();
		}

		@Override
		public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
		}

	}

}
