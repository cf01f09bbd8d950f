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

package io.github.socketiospring.webflux;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.cors.CorsConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The files that the server finds on the class path (FEATURES.md: serveClient).
 */
class ClientFileHandlerTests {

	private final CorsConfiguration cors = new CorsConfiguration();

	@TempDir
	private Path directory;

	private ClientBundle bundle;

	@BeforeEach
	void layOutFiles() throws IOException {
		Path files = Files.createDirectories(this.directory.resolve("META-INF/socketio-spring-client-js"));
		Files.writeString(files.resolve("client.properties"), "version=4.5.6\nfiles=a.js,a.js.map");
		for (String name : new String[] { "a.js", "a.js.br", "a.js.gzip", "a.js.deflate", "a.js.map" }) {
			Files.writeString(files.resolve(name), "content of " + name);
		}
		this.bundle = ClientBundle
			.find(new URLClassLoader(new URL[] { this.directory.toUri().toURL() }, getClass().getClassLoader()));
	}

	private MockServerHttpResponse exchange(int file, MockServerHttpRequest.BaseBuilder<?> request) {
		MockServerWebExchange exchange = MockServerWebExchange.from(request.build());
		new ClientFileHandler(this.bundle.files().get(file), this.bundle.version(), this.cors).handle(exchange).block();
		return exchange.getResponse();
	}

	private static String body(MockServerHttpResponse response) {
		return response.getBodyAsString().block();
	}

	@Test
	void findsNoFilesWithoutTheModule() {
		assertThat(ClientBundle.find(getClass().getClassLoader())).isSameAs(ClientBundle.NONE);
	}

	@Test
	void servesFilesAsTheyAre() {
		MockServerHttpResponse script = exchange(0, MockServerHttpRequest.get("/"));
		assertThat(script.getStatusCode()).isNull();
		assertThat(body(script)).isEqualTo("content of a.js");
		assertThat(script.getHeaders().getContentLength()).isEqualTo(15);
		assertThat(script.getHeaders().getFirst("Content-Type")).isEqualTo("application/javascript;charset=utf-8");
		assertThat(script.getHeaders().getFirst("Cache-Control")).isEqualTo("public, max-age=0");
		assertThat(script.getHeaders().getFirst("ETag")).isEqualTo("\"4.5.6\"");
		assertThat(script.getHeaders().getVary()).contains("Accept-Encoding");
		MockServerHttpResponse map = exchange(1, MockServerHttpRequest.get("/"));
		assertThat(map.getHeaders().getFirst("Content-Type")).isEqualTo("application/json;charset=utf-8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "br", "gzip", "deflate" })
	void servesFilesThatAreCompressed(String encoding) {
		MockServerHttpResponse response = exchange(0,
				MockServerHttpRequest.get("/").header("Accept-Encoding", encoding));
		assertThat(response.getHeaders().getFirst("Content-Encoding")).isEqualTo(encoding);
		assertThat(body(response)).isEqualTo("content of a.js." + encoding);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"4.5.6\"", "W/\"4.5.6\"", "\"1\", W/\"4.5.6\"", "*" })
	void answersThatTheVersionIsKnown(String tags) {
		MockServerHttpResponse response = exchange(0, MockServerHttpRequest.get("/").header("If-None-Match", tags));
		assertThat(response.getStatusCode().value()).isEqualTo(304);
		assertThat(response.getHeaders().getFirst("ETag")).isEqualTo("\"4.5.6\"");
		assertThat(response.getHeaders().getFirst("Content-Type")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"4.5.5\"", "4.5.6", "\"", "", "\"4.5.6" })
	void servesOtherVersions(String tags) {
		MockServerHttpResponse response = exchange(0, MockServerHttpRequest.get("/").header("If-None-Match", tags));
		assertThat(body(response)).isEqualTo("content of a.js");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "OPTIONS", "PATCH" })
	void refusesOtherMethods(String method) {
		MockServerHttpResponse response = exchange(0, MockServerHttpRequest.method(HttpMethod.valueOf(method), "/"));
		assertThat(response.getStatusCode().value()).isEqualTo(405);
		assertThat(response.getHeaders().getAllow()).containsExactlyInAnyOrder(HttpMethod.GET, HttpMethod.HEAD);
	}

	@Test
	void readsAFileOnceAndAsksAgainForOneThatCouldNotBeRead() throws IOException {
		ClientFile file = this.bundle.files().get(1);
		assertThat(file.content(null).block()).isSameAs(file.content(null).block());
		assertThatThrownBy(() -> file.content("br").block()).hasMessageContaining("a.js.map.br");
		Files.writeString(this.directory.resolve("META-INF/socketio-spring-client-js/a.js.map.br"), "late");
		assertThat(file.content("br").block()).isEqualTo("late".getBytes());
	}

}
