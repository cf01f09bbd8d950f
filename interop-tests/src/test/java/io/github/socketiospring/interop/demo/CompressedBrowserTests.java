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
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.interop.client.OwnEventLoopsConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A browser, which always offers to compress messages (FEATURES.md: perMessageDeflate).
 */
class CompressedBrowserTests {

	private static final String PAGE = """
			<!doctype html><script src="/socket.io/socket.io.js"></script><script>
			const socket = io({ transports: ["websocket"] });
			window.ready = new Promise((resolve) => socket.on("connect", resolve));
			window.echo = (text) => socket.emitWithAck("echo", text);
			window.extensions = () => socket.io.engine.transport.ws.extensions;
			</script>""";

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void browserAndServerCompress(boolean noContextTakeover) {
		ConfigurableApplicationContext application = new SpringApplicationBuilder(Echo.class,
				OwnEventLoopsConfiguration.class)
			.web(WebApplicationType.REACTIVE)
			.properties("spring.config.name=compressed-browser", "spring.main.banner-mode=off",
					"logging.level.root=warn", "server.address=127.0.0.1", "server.port=0",
					"socketio.per-message-deflate.enabled=true",
					"socketio.per-message-deflate.server-no-context-takeover=" + noContextTakeover,
					"socketio.per-message-deflate.client-no-context-takeover=" + noContextTakeover)
			.run();
		try (Chromium chromium = Chromium.launch()) {
			int port = ((WebServerApplicationContext) application).getWebServer().getPort();
			Page page = open(chromium, "http://127.0.0.1:" + port + "/page");
			assertThat(page.evaluate("extensions()").toString()).startsWith("permessage-deflate");
			for (int i = 0; i < 3; i++) {
				assertThat(page.evaluate("echo('socketio-spring '.repeat(10000))"))
					.isEqualTo("socketio-spring ".repeat(10_000));
				assertThat(page.evaluate("echo('small')")).isEqualTo("small");
			}
		}
		finally {
			application.close();
		}
	}

	private static Page open(Chromium chromium, String url) {
		Page page = chromium.browser().newContext().newPage();
		page.navigate(url);
		page.waitForFunction("window.ready");
		return page;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Echo {

		/**
		 * Served, since browsers refuse WebSockets to this machine from pages that are
		 * not.
		 */
		@Bean
		RouterFunction<ServerResponse> page() {
			return RouterFunctions.route()
				.GET("/page", (request) -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(PAGE))
				.build();
		}

		@Bean
		InitializingBean listeners(SocketIOServer server) {
			return () -> server
				.onConnection((socket) -> socket.on("echo", String.class, (text, ack) -> ack.send(text)));
		}

	}

}
