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

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose web server compresses responses as well
 * ({@code server.compression.enabled}).
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressingWebServerTests {

	@Parameter
	ServerBinding binding;

	private final HttpClient http = HttpClient.newHttpClient();

	private TestServer server;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = new BootServer(this.binding, EngineApplication.class, "default", "socketio.cookie.enabled=true",
				"server.compression.enabled=true", "server.compression.min-response-size=1KB");
	}

	@AfterParameterizedClassInvocation
	void closeServer() {
		this.server.close();
	}

	private HttpResponse<byte[]> send(String query, String body) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create(this.server.url() + "/socket.io/?EIO=4&transport=polling" + query))
			.header("Accept-Encoding", "gzip");
		if (body != null) {
			request.POST(HttpRequest.BodyPublishers.ofString(body));
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
	}

	@Test
	void compressesOnce() throws Exception {
		String open = new String(send("", null).body());
		String session = "&sid=" + open.replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
		send(session, "40");
		send(session, null);
		send(session, "42[\"ask for large\",true]");
		HttpResponse<byte[]> response = send(session, null);
		while (response.body().length < 100) {
			// A ping or the CONNECT reply came first
			send(session, "3");
			response = send(session, null);
		}
		send(session, "1");
		assertThat(response.headers().allValues("Content-Encoding")).containsExactly("gzip");
		assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes()))
			.contains("42[\"large\",\"socketio-spring ");
	}

	@TestFactory
	Stream<DynamicNode> servesTheOfficialClient() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.server, transport, "engine"));
	}

}
