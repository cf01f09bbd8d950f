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

package io.github.socketiospring.interop.demo;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.interop.client.OwnEventLoopsConfiguration;
import io.github.socketiospring.server.SocketIOServerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages that take the client from the server (FEATURES.md: serveClient), below the base
 * path of an application with two servers.
 */
class ClientBundleBrowserTests {

	private static final String CHAT = """
			const socket = io({ path: location.pathname + "%1$s/" });
			window.said = new Promise((resolve) => socket.on("said", resolve));
			window.ready = new Promise((resolve) => socket.on("connect", resolve));
			window.say = (text) => socket.emitWithAck("say", text);
			""";

	private static final String SCRIPT = "<!doctype html><script src=\"%1$s/socket.io.js\"></script><script>" + CHAT
			+ "</script>";

	private static final String MODULE = "<!doctype html><script type=\"module\">"
			+ "import { io } from \"./%1$s/socket.io.esm.min.js\";" + CHAT + "</script>";

	private ConfigurableApplicationContext application;

	@AfterEach
	void close() {
		if (this.application != null) {
			this.application.close();
		}
	}

	private String start(String... arguments) {
		this.application = new SpringApplicationBuilder(TwoServers.class, OwnEventLoopsConfiguration.class)
			.web(WebApplicationType.REACTIVE)
			.properties("spring.config.name=client-bundle", "spring.main.banner-mode=off", "logging.level.root=warn",
					"server.address=127.0.0.1", "server.port=0", "spring.webflux.base-path=/app")
			.run(arguments);
		return "http://127.0.0.1:" + ((WebServerApplicationContext) this.application).getWebServer().getPort()
				+ "/app/";
	}

	@Test
	void pagesWithScriptAndWithModuleChat() {
		try (Chromium chromium = Chromium.launch()) {
			String url = start();
			for (String path : new String[] { "socket.io", "second.io" }) {
				Page script = open(chromium, url, SCRIPT.formatted(path));
				Page module = open(chromium, url, MODULE.formatted(path));
				assertThat(script.evaluate("say('from " + path + "')")).isEqualTo("delivered");
				assertThat(module.evaluate("said")).isEqualTo("from " + path);
			}
		}
	}

	private static Page open(Chromium chromium, String url, String html) {
		Page page = chromium.browser().newContext().newPage();
		page.route(url, (route) -> route
			.fulfill(new Route.FulfillOptions().setContentType("text/html;charset=utf-8").setBody(html)));
		page.navigate(url);
		page.waitForFunction("window.ready");
		return page;
	}

	@Test
	void servesNoFilesIfSwitchedOff() {
		assertThat(status(start() + "second.io/socket.io.js")).isEqualTo(200);
		this.application.close();
		assertThat(status(start("--socketio.serve-client=false") + "second.io/socket.io.js")).isEqualTo(404);
	}

	private static int status(String url) {
		return RestClient.create().get().uri(url).retrieve().onStatus(HttpStatusCode::isError, (request, response) -> {
		}).toBodilessEntity().getStatusCode().value();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TwoServers {

		@Bean
		SocketIOServer first() {
			return chat("/socket.io");
		}

		@Bean
		SocketIOServer second() {
			return chat("/second.io");
		}

		private static SocketIOServer chat(String path) {
			SocketIOServer server = new SocketIOServerBuilder().path(path).build();
			server.onConnection((socket) -> socket.on("say", String.class, (text, ack) -> {
				server.emit("said", text);
				ack.send("delivered");
			}));
			return server;
		}

	}

}
