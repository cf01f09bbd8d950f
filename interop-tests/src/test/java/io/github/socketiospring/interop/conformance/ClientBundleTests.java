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

package io.github.socketiospring.interop.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files of the official client below the path (FEATURES.md: serveClient).
 */
class ClientBundleTests extends ConformanceTests {

	private static final String FILE = "/socket.io/socket.io.js";

	@ParameterizedTest
	@ValueSource(strings = { "socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js" })
	@Case(15)
	void servesFilesAndTheirMaps(String name) {
		ServerUnderTest server = socketIO();
		RawResponse script = get(server, "/socket.io/" + name);
		assertThat(script.status()).isEqualTo(200);
		assertThat(script.header("content-type")).isEqualToIgnoringCase("application/javascript;charset=utf-8");
		assertThat(script.header("cache-control")).isEqualTo("public, max-age=0");
		assertThat(script.header("etag")).matches("\"4\\.\\d+\\.\\d+\"");
		assertThat(script.header("content-length")).isEqualTo(String.valueOf(script.body().length));
		assertThat(script.text()).contains("Socket.IO v" + script.header("etag").replace("\"", ""))
			.endsWith("//# sourceMappingURL=" + name + ".map\n");
		RawResponse map = get(server, "/socket.io/" + name + ".map");
		assertThat(map.header("content-type")).isEqualToIgnoringCase("application/json;charset=utf-8");
		assertThat(map.text()).startsWith("{\"version\":3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/socket.io/client.properties", "/socket.io/socket.io.js.gzip", "/socket.io/socket.io.js/",
			"/socket.io/SOCKET.IO.js", "/socket.io/..%2fsocket.io.js", "/socket.io/%2e%2e%2fsocket.io.js",
			"/socket.io/..%5csocket.io.js", "/socket.io/x/../../META-INF/MANIFEST.MF", "/socket.io//socket.io.js",
			"/socket.io/socket.io.js%00", "/socket.io.js" })
	@Case(15)
	void servesNothingElse(String path) {
		assertThat(get(socketIO(), path).status()).isIn(400, 404);
	}

	@Test
	void compressesAsTheClientLikes() throws IOException {
		ServerUnderTest server = socketIO();
		byte[] plain = get(server, FILE).body();
		RawResponse gzip = get(server, FILE, "Accept-Encoding: gzip");
		assertThat(gzip.header("content-encoding")).isEqualTo("gzip");
		assertThat(gzip.header("vary")).containsIgnoringCase("accept-encoding");
		assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes()).isEqualTo(plain);
		RawResponse deflate = get(server, FILE, "Accept-Encoding: deflate");
		assertThat(deflate.header("content-encoding")).isEqualTo("deflate");
		assertThat(new InflaterInputStream(new ByteArrayInputStream(deflate.body())).readAllBytes()).isEqualTo(plain);
		RawResponse br = get(server, FILE, "Accept-Encoding: gzip, deflate, br");
		assertThat(br.header("content-encoding")).isEqualTo("br");
		assertThat(br.body()).hasSizeLessThan(gzip.body().length);
	}

	@Test
	void answersThatNothingHasChanged() {
		ServerUnderTest server = socketIO();
		String tag = get(server, FILE).header("etag");
		for (String tags : new String[] { tag, "W/" + tag, "\"1.0.0\", " + tag, "*" }) {
			RawResponse response = get(server, FILE, "If-None-Match: " + tags);
			assertThat(response.status()).isEqualTo(304);
			assertThat(response.header("etag")).isEqualTo(tag);
		}
		assertThat(get(server, FILE, "If-None-Match: \"1.0.0\"").status()).isEqualTo(200);
	}

	@Test
	void answersHeadAndNoOtherMethod() {
		ServerUnderTest server = socketIO();
		RawHttp http = http(server);
		http.head("HEAD", FILE);
		RawResponse head = http.response();
		assertThat(head.status()).isEqualTo(200);
		http.get(FILE);
		assertThat(head.header("content-length")).isEqualTo(String.valueOf(http.response().body().length));
		http.post(FILE, "");
		RawResponse post = http.response();
		assertThat(post.status()).isEqualTo(405);
		assertThat(post.header("allow")).contains("GET", "HEAD");
	}

	@Test
	@Case(17)
	void checksOriginsAsForTheServer() {
		ServerUnderTest server = server(
				ServerOptions.socketIO().withCorsOrigins("https://friend.example", "https://other.example"));
		RawResponse friend = get(server, FILE, "Origin: https://friend.example");
		assertThat(friend.status()).isEqualTo(200);
		assertThat(friend.header("access-control-allow-origin")).isEqualTo("https://friend.example");
		assertThat(friend.header("vary")).containsIgnoringCase("origin");
		assertThat(get(server, FILE, "Origin: https://foreign.example").status()).isEqualTo(403);
	}

	@Test
	void neverTakesAnUpgradeForThePathOfTheServer() {
		ServerUnderTest server = socketIO();
		assertThat(upgradeRequest(server, FILE + "?EIO=4&transport=websocket").status()).isEqualTo(200);
	}

}
