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

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitUntilState;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.interop.client.OwnEventLoopsConfiguration;
import io.github.socketiospring.server.SocketIOServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
 * Pages with version 2 of the client, which does in browsers what it does not in Node.js:
 * binary payloads, and scripts (PROTOCOL.md 160 and 163).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Protocol3BrowserTests {

	private static final Path CLIENT = Path.of("js/node_modules/socket.io-client-v2/dist/socket.io.js");

	private static final String PAGE = """
			<!doctype html><meta charset="utf-8"><script>%s</script><script>
			const socket = io("http://127.0.0.1:" + location.port, Object.assign({ reconnection: false }, %s));
			window.outcome = new Promise((resolve) => {
			  socket.on("connect", () => resolve("connected"));
			  socket.on("connect_error", () => resolve("failed"));
			});
			window.echo = (text) => new Promise((resolve) => {
			  const bytes = new Uint8Array(1000).map((ignored, index) => index).buffer;
			  socket.on("echo", (text, data, list) => socket.emit("reply", text, data, (answer, buffer) =>
			    resolve([answer, ...[data, list[0], buffer].map((b) => new Uint8Array(b).every((n, i) => n === i %% 256) && b.byteLength),
			      socket.io.engine.transport.name].join("|"))));
			  socket.emit("echo", text, bytes, [bytes]);
			});
			</script>""";

	private Chromium chromium;

	private ConfigurableApplicationContext application;

	private int port;

	@BeforeAll
	void start() {
		this.chromium = Chromium.launch();
		this.application = new SpringApplicationBuilder(Application.class, OwnEventLoopsConfiguration.class)
			.web(WebApplicationType.REACTIVE)
			.run("--spring.config.name=protocol3", "--spring.main.banner-mode=off", "--logging.level.root=warn",
					"--server.address=127.0.0.1", "--server.port=0", "--socketio.allow-eio3=true");
		this.port = ((WebServerApplicationContext) this.application).getWebServer().getPort();
	}

	@AfterAll
	void stop() {
		if (this.application != null) {
			this.application.close();
		}
		if (this.chromium != null) {
			this.chromium.close();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{ transports: ['polling'] } | polling | application/octet-stream",
					"{ transports: ['polling'], forceBase64: true } | polling | text/plain; charset=UTF-8",
					"{ transports: ['polling'], forceJSONP: true } | polling | text/javascript; charset=UTF-8",
					"{ transports: ['websocket'] } | websocket | -" })
	void exchangesTextAndBinary(String options, String transport, String contentType) {
		String text = "é😀\u2028 \\n \\\\n </script> \"'";
		List<String> answers = new CopyOnWriteArrayList<>();
		Page page = open("127.0.0.1", options, answers);
		assertThat(page.evaluate("outcome")).isEqualTo("connected");
		assertThat(page.evaluate("(text) => echo(text)", text)).isEqualTo(text + "|1000|1000|1000|" + transport);
		if (contentType.equals("-")) {
			assertThat(answers).isEmpty();
		}
		else {
			assertThat(answers).contains("200 " + contentType);
		}
		page.close();
	}

	@Test
	void upgrades() {
		Page page = open("127.0.0.1", "{}", new CopyOnWriteArrayList<>());
		page.waitForFunction("socket.io.engine.transport.name === 'websocket'");
		assertThat(page.evaluate("echo('text')")).isEqualTo("text|1000|1000|1000|websocket");
		page.close();
	}

	@Test
	void givesNoScriptsToPagesOfOtherSites() {
		Page page = open("localhost", "{ transports: ['polling'], forceJSONP: true }", new CopyOnWriteArrayList<>());
		assertThat(page.evaluate("outcome")).isEqualTo("failed");
		page.close();
	}

	private Page open(String host, String options, List<String> answers) {
		Page page = this.chromium.browser().newContext().newPage();
		page.onResponse((response) -> record(response, answers));
		String url = "http://" + host + ":" + this.port + "/page?options="
				+ URLEncoder.encode(options, StandardCharsets.UTF_8);
		// A script that waits for its answer keeps the page loading
		page.navigate(url, new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
		return page;
	}

	private static void record(Response response, List<String> answers) {
		if (response.url().contains("transport=polling") && response.request().method().equals("GET")) {
			answers.add(response.status() + " " + response.headers().get("content-type"));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SocketIOServer server(SocketIOServerBuilder builder) {
			SocketIOServer server = builder.build();
			server.onConnection((socket) -> {
				socket.on("echo", (args, ack) -> socket.emit("echo", args.asList().toArray()));
				socket.on("reply", (args, ack) -> ack.sendArgs(AckArgs.of(args.asList().toArray())));
			});
			return server;
		}

		@Bean
		RouterFunction<ServerResponse> page() throws IOException {
			String client = Files.readString(CLIENT);
			return RouterFunctions.route()
				.GET("/page",
						(request) -> ServerResponse.ok()
							.contentType(MediaType.TEXT_HTML)
							.bodyValue(PAGE.formatted(client, request.queryParam("options").orElseThrow())))
				.build();
		}

	}

}
