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

import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer;

/**
 * Upgrades on Jetty.
 */
final class JettyUpgrade implements ServletUpgrade {

	static boolean isIn(ServletContext context) {
		return JettyWebSocketServerContainer.getContainer(context) != null;
	}

	@Override
	public void upgrade(HttpServletRequest request, HttpServletResponse response, EngineIOServer engine,
			WebSocketUpgrade upgrade) throws Exception {
		JettyWebSocketServerContainer container = JettyWebSocketServerContainer
			.getContainer(request.getServletContext());
		container.upgrade((upgradeRequest, upgradeResponse) -> {
			// There is no limit to what a message expands to
			upgradeResponse.setExtensions(List.of());
			return new JettyConnection(engine, upgrade);
		}, request, response);
	}

}
