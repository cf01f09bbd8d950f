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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * An application that runs on a free port, and requests to it.
 */
class TestServer implements AutoCloseable {

	static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";

	private static final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	/**
	 * Run an application.
	 * @param configuration its class
	 * @param args its properties, such as {@code socketio.path=/live}
	 */
	TestServer(Class<?> configuration, String... args) {
		SpringApplication application = new SpringApplication(configuration);
		application.setBannerMode(Banner.Mode.OFF);
		application.setWebApplicationType(WebApplicationType.REACTIVE);
		application.addInitializers((context) -> ((GenericApplicationContext) context)
			.registerBean(ReactorResourceFactory.class, TestServer::ownResources));
		this.context = application.run(Stream.concat(Stream.of("server.port=0"), Arrays.stream(args))
			.map((arg) -> "--" + arg)
			.toArray(String[]::new));
	}

	/**
	 * The global ones would end for all servers when one is closed.
	 */
	private static ReactorResourceFactory ownResources() {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		resources.setUseGlobalResources(false);
		resources.setShutdownQuietPeriod(Duration.ZERO);
		return resources;
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	int port() {
		return this.context.getBean(Environment.class).getRequiredProperty("local.server.port", Integer.class);
	}

	String origin() {
		return "http://localhost:" + port();
	}

	/**
	 * Send a request.
	 * @param headers names and values in turn
	 */
	HttpResponse<String> send(String method, String uri, String body, String... headers) {
		return sendAsync(method, uri, body, headers).orTimeout(20, TimeUnit.SECONDS).join();
	}

	CompletableFuture<HttpResponse<String>> sendAsync(String method, String uri, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + uri))
			.version(HttpClient.Version.HTTP_1_1)
			.method(method,
					body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Open a polling session and connect it to the default namespace.
	 * @return the URI of the session
	 */
	String connectPolling() {
		String open = send("GET", HANDSHAKE, "").body();
		String sid = open.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
		String uri = HANDSHAKE + "&sid=" + sid;
		send("POST", uri, "40");
		send("GET", uri, "");
		return uri;
	}

	/**
	 * Open a WebSocket.
	 * @return the status of the answer: 101 if the WebSocket was opened
	 */
	int upgrade(String... headers) {
		try {
			WebSocket webSocket = open("/socket.io", new WebSocket.Listener() {
			}, headers);
			webSocket.abort();
			return 101;
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof WebSocketHandshakeException refusal) {
				return refusal.getResponse().statusCode();
			}
			throw ex;
		}
	}

	WebSocket open(String path, WebSocket.Listener listener, String... headers) {
		WebSocket.Builder builder = client.newWebSocketBuilder();
		for (int i = 0; i < headers.length; i += 2) {
			builder.header(headers[i], headers[i + 1]);
		}
		return builder
			.buildAsync(URI.create("ws://localhost:" + port() + path + "/?EIO=4&transport=websocket"), listener)
			.orTimeout(20, TimeUnit.SECONDS)
			.join();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
