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

import io.github.socketiospring.engineio.EngineIOHandshake;
import io.github.socketiospring.engineio.EngineIOHeadersCustomizer;
import io.github.socketiospring.engineio.EngineIORequest;
import io.github.socketiospring.server.SocketIOServerBuilder;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sections A and B, headers and encodings of responses (FEATURES.md: cookie, initial
 * headers and headers events, httpCompression).
 */
class ResponseHeaderTests extends ConformanceTests {

	private static final String LARGE = "42[\"echo\",\"" + "x".repeat(2_000) + "\"]";

	private static SocketIOServerBuilder withHeaders(SocketIOServerBuilder builder) {
		return builder.cookie(ResponseCookie.from("io").path("/").httpOnly(true).sameSite("Lax").build())
			.headersCustomizer(new EngineIOHeadersCustomizer() {

				@Override
				public void initialHeaders(HttpHeaders headers, EngineIOHandshake handshake) {
					headers.set("X-Initial", "yes");
				}

				@Override
				public void headers(HttpHeaders headers, EngineIORequest request) {
					headers.set("X-Each", request.method());
					headers.set("Cache-Control", "private");
				}

			});
	}

	@Test
	@Case(18)
	void setsCookieWithHandshakeOnly() {
		ServerUnderTest server = socketIO(ResponseHeaderTests::withHeaders);
		RawResponse open = get(server, server.target("polling", ""));
		String sid = open.text().replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
		assertThat(open.header("set-cookie")).isEqualTo("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
		String target = server.target("polling", "&sid=" + sid);
		RawHttp post = http(server);
		post.post(target, "40");
		assertThat(post.response().header("set-cookie")).isNull();
		assertThat(get(server, target).header("set-cookie")).isNull();
		assertThat(upgradeRequest(server, server.target("websocket", "")).header("set-cookie")).isNull();
	}

	@Test
	@Case(18)
	void addsHeadersToResponsesAndUpgrades() {
		ServerUnderTest server = socketIO(ResponseHeaderTests::withHeaders);
		RawResponse open = get(server, server.target("polling", ""));
		assertThat(open.header("x-initial")).isEqualTo("yes");
		assertThat(open.header("x-each")).isEqualTo("GET");
		assertThat(open.header("cache-control")).isEqualTo("private");
		Polling polling = polling(server);
		RawResponse post = polling.tryPost("40");
		assertThat(post.header("x-initial")).isNull();
		assertThat(post.header("x-each")).isEqualTo("POST");
		RawResponse poll = polling.get();
		assertThat(poll.header("x-initial")).isNull();
		assertThat(poll.header("x-each")).isEqualTo("GET");
		RawResponse candidate = upgradeRequest(server, server.target("websocket", "&sid=" + polling.sid()));
		assertThat(candidate.status()).isEqualTo(101);
		assertThat(candidate.header("x-initial")).isNull();
		assertThat(candidate.header("x-each")).isEqualTo("GET");
		RawResponse webSocket = upgradeRequest(server, server.target("websocket", ""));
		assertThat(webSocket.status()).isEqualTo(101);
		assertThat(webSocket.header("x-initial")).isEqualTo("yes");
		assertThat(webSocket.header("x-each")).isEqualTo("GET");
		assertThat(get(server, server.target("polling", "&sid=unknown")).header("x-each")).isEqualTo("GET");
	}

	@Test
	@Case({ 50, 51 })
	void compressesLargePollsAsTheClientLikes() throws IOException {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		polling.connect("40");
		polling.post(LARGE);
		RawResponse gzip = get(server, polling.target(), "Accept-Encoding: gzip, deflate, br");
		assertThat(gzip.header("content-encoding")).isEqualTo("gzip");
		assertThat(gzip.header("content-length")).isEqualTo(String.valueOf(gzip.body().length));
		assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
			.isEqualTo(LARGE.getBytes());
		polling.post(LARGE);
		RawResponse deflate = get(server, polling.target(), "Accept-Encoding: deflate");
		assertThat(deflate.header("content-encoding")).isEqualTo("deflate");
		assertThat(new InflaterInputStream(new ByteArrayInputStream(deflate.body())).readAllBytes())
			.isEqualTo(LARGE.getBytes());
	}

	@Test
	@Case({ 50, 51 })
	void compressesNothingElse() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		polling.connect("40");
		polling.post(LARGE);
		assertThat(polling.get().header("content-encoding")).isNull();
		polling.post("42[\"echo\"]");
		RawResponse small = get(server, polling.target(), "Accept-Encoding: gzip");
		assertThat(small.header("content-encoding")).isNull();
		assertThat(small.text()).isEqualTo("42[\"echo\"]");
	}

}
