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

package io.github.socketiospring.engineio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import io.github.socketiospring.engineio.PollingClient.Exchange;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * FEATURES.md: {@code httpCompression}.
 */
class HttpCompressionTests {

	private static final String TEXT = "x".repeat(1023);

	private final TestEngine engine = new TestEngine();

	private final PollingClient client = this.engine.openPolling();

	private void send(String text, boolean compress) {
		this.engine.session().session().send(EncodedPacket.message(text).compress(compress));
	}

	private EngineIOResponse poll(String acceptEncoding) {
		FakeRequest request = FakeRequest.get(this.client.query());
		if (acceptEncoding != null) {
			request.header("Accept-Encoding", acceptEncoding);
		}
		return this.engine.server().handle(request).block();
	}

	private static void assertPlain(EngineIOResponse response, String body) {
		assertThat(response.headers()).doesNotContainKey("Content-Encoding");
		assertThat(new String(response.body())).isEqualTo(body);
	}

	private static String gunzip(EngineIOResponse response) throws IOException {
		assertThat(response.headers()).isEqualTo(Map.of("Content-Type", "text/plain; charset=UTF-8", "Cache-Control",
				"no-store", "Content-Encoding", "gzip"));
		return new String(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes());
	}

	// PROTOCOL.md 50
	@Test
	void compressesFromTheThresholdOn() throws IOException {
		send(TEXT, true);
		EngineIOResponse response = poll("gzip, deflate, br");
		assertThat(response.body()).hasSizeLessThan(100);
		assertThat(gunzip(response)).isEqualTo("4" + TEXT);
	}

	// PROTOCOL.md 50
	@Test
	void sendsWhatIsBelowTheThresholdAsItIs() {
		send(TEXT.substring(1), true);
		assertPlain(poll("gzip"), "4" + TEXT.substring(1));
	}

	// PROTOCOL.md 50
	@Test
	void sendsWhatMustNotBeCompressedAsItIs() {
		send(TEXT, false);
		send(TEXT, false);
		assertPlain(poll("gzip"), "4" + TEXT + "\u001e4" + TEXT);
	}

	@Test
	void compressesAllIfOneOfThePacketsMayBe() throws IOException {
		send(TEXT, false);
		send("small", true);
		assertThat(gunzip(poll("gzip"))).isEqualTo("4" + TEXT + "\u001e4small");
	}

	// PROTOCOL.md 51
	@ParameterizedTest
	@ValueSource(strings = { "br", "identity", "gzip;q=0", "identity, gzip;q=0.5", "" })
	void sendsWhatTheClientDoesNotAcceptAsItIs(String acceptEncoding) {
		send(TEXT, true);
		assertPlain(poll(acceptEncoding), "4" + TEXT);
	}

	// PROTOCOL.md 51
	@Test
	void compressesNothingWithoutTheHeader() {
		send(TEXT, true);
		assertPlain(poll(null), "4" + TEXT);
	}

	// PROTOCOL.md 51
	@Test
	void deflatesForAClientThatAcceptsNothingElse() throws IOException {
		send(TEXT, true);
		EngineIOResponse response = poll("deflate");
		assertThat(response.headers()).containsEntry("Content-Encoding", "deflate");
		assertThat(new InflaterInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
			.isEqualTo(("4" + TEXT).getBytes());
	}

	@Test
	void sendsWhatDoesNotGetSmallerAsItIs() {
		StringBuilder noise = new StringBuilder();
		SessionIds ids = new SessionIds();
		TestEngine eager = new TestEngine((builder) -> builder.httpCompressionThreshold(0));
		PollingClient client = eager.openPolling();
		noise.append(ids.next());
		eager.session().session().send(noise);
		assertPlain(eager.server().handle(FakeRequest.get(client.query()).header("Accept-Encoding", "gzip")).block(),
				"4" + noise);
	}

	@Test
	void compressesWhatIsLargeOnAnotherThread() throws IOException {
		String large = TEXT.repeat(100);
		Exchange exchange = this.client
			.exchange(FakeRequest.get(this.client.query()).header("Accept-Encoding", "gzip"));
		send(large, true);
		Awaitility.await().until(() -> !exchange.isPending());
		assertThat(gunzip(exchange.response())).isEqualTo("4" + large);
	}

	@Test
	void compressesNothingWhenOff() {
		TestEngine off = new TestEngine((builder) -> builder.httpCompression(false));
		PollingClient client = off.openPolling();
		off.session().session().send(TEXT);
		assertPlain(off.server().handle(FakeRequest.get(client.query()).header("Accept-Encoding", "gzip")).block(),
				"4" + TEXT);
	}

	@Test
	void stillNoticesAClientThatGivesUpItsPoll() {
		this.client.poll().abort();
		assertThat(this.engine.session().events()).containsExactly("closed: transport error");
	}

}
