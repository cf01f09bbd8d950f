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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.test.AheadOfTimeApplication;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An application that was processed ahead of time. It is in a process of its own, into
 * which only its actuator gives a view.
 */
final class AheadOfTimeServer implements TestServer {

	private final HttpClient http = HttpClient.newHttpClient();

	private final AheadOfTimeApplication application;

	AheadOfTimeServer(Class<?> application, Path folder, String... arguments) {
		this.application = AheadOfTimeApplication.start(application, folder, arguments);
	}

	AheadOfTimeApplication application() {
		return this.application;
	}

	HttpResponse<String> get(String path) {
		try {
			return this.http.send(HttpRequest.newBuilder(url().resolve(path)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public int port() {
		return this.application.port();
	}

	/**
	 * Waits until the endpoint of the actuator tells of no connection.
	 */
	@Override
	public void awaitNoClients() {
		Awaitility.await("the end of all sessions")
			.atMost(Duration.ofSeconds(15))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> connections() == 0);
	}

	private int connections() {
		JsonNode servers = JsonMapper.shared().readTree(get("/actuator/socketio").body()).required("servers");
		return servers.valueStream()
			.flatMap((server) -> server.required("connections").valueStream())
			.mapToInt(JsonNode::intValue)
			.sum();
	}

	@Override
	public Journal journal() {
		throw new UnsupportedOperationException("The journal is in another process");
	}

	@Override
	public List<SocketIOServer> servers() {
		throw new UnsupportedOperationException("The servers are in another process");
	}

	@Override
	public void restart() {
		throw new UnsupportedOperationException("It takes too long");
	}

	@Override
	public void close() {
		this.application.close();
	}

}
