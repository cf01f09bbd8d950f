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

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients of protocol 3, in virtual time. Section J of the protocol's cases.
 */
class Protocol3Tests {

	private static final String POLLING = "EIO=3&transport=polling";

	private final TestEngine engine = new TestEngine((builder) -> builder.allowEIO3(true));

	// PROTOCOL.md 3
	@Test
	void isRefusedByDefault() {
		EngineIOServer server = new TestEngine().server();
		assertThat(server.handle(FakeRequest.get(POLLING)).block().body()).asString().contains("\"code\":5");
	}

	// PROTOCOL.md 3
	@ParameterizedTest
	@ValueSource(strings = { "2", "5", "abc", "", "03", "3.0" })
	void acceptsNoOtherVersion(String version) {
		EngineIOResponse response = this.engine.server()
			.handle(FakeRequest.get("EIO=" + version + "&transport=polling"))
			.block();
		assertThat(response.body()).asString().isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
	}

	// PROTOCOL.md 4
	@Test
	void takesTheLastVersion() {
		assertThat(new PollingClient(this.engine.server(), "EIO=3&EIO=4&transport=polling").post("4a").status())
			.isEqualTo(200);
		assertThat(this.engine.session().session().protocol()).isEqualTo(4);
		open();
		assertThat(this.engine.session().session().protocol()).isEqualTo(3);
	}

	// PROTOCOL.md 11
	@Test
	void keepsTheVersionOfTheSession() {
		PollingClient client = open();
		assertThat(client.exchange(FakeRequest.get("EIO=4&transport=polling&sid=" + client.sid())).body())
			.isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
		String later = "transport=polling&sid=" + this.engine.openPolling().sid();
		assertThat(client.exchange(FakeRequest.get("EIO=3&" + later)).status()).isEqualTo(400);
		assertThat(this.engine.server()
			.upgrade(FakeRequest.get("EIO=4&transport=websocket&sid=" + client.sid()))
			.block()
			.refusal()
			.status()).isEqualTo(400);
		assertThat(client.post("6:4hello").body()).isEqualTo("ok");
	}

	// PROTOCOL.md 158
	@Test
	void opensWithTheLength() {
		assertThat(this.engine.server().handle(FakeRequest.get(POLLING)).block().body()).asString()
			.matches("118:0\\{\"sid\":\"[\\w-]{20}\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":25000,"
					+ "\"pingTimeout\":20000,\"maxPayload\":1000000}");
	}

	// PROTOCOL.md 159
	@Test
	void exchangesSeveralPackets() {
		PollingClient client = open();
		assertThat(client.post("6:4test16:4test2").body()).isEqualTo("ok");
		assertThat(this.engine.session().events()).containsExactly("test1", "test2");
		this.engine.session().session().send("€");
		this.engine.session().session().send("😀");
		assertThat(client.poll().body()).isEqualTo("2:4€3:4😀");
	}

	// PROTOCOL.md 159
	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "9:42[\"a\"]", "2:4a1", "1:x" })
	void closesUponMalformedPayload(String payload) {
		PollingClient client = open();
		assertThat(client.post(payload).status()).isEqualTo(400);
		assertThat(this.engine.session().events()).last().isEqualTo("closed: parse error");
		assertThat(client.poll().status()).isEqualTo(400);
	}

	// PROTOCOL.md 28, 160
	@Test
	void exchangesBinaryPayloads() {
		PollingClient client = open();
		this.engine.session().session().send("a");
		this.engine.session().session().send(Unpooled.wrappedBuffer(new byte[] { 1, 2 }));
		PollingClient.Exchange poll = client.poll();
		assertThat(HexFormat.of().formatHex(poll.response().body())).isEqualTo("0002ff34610103ff040102");
		assertThat(poll.response().headers()).containsEntry("Content-Type", "application/octet-stream");
		assertThat(postBinary(client, "0002ff34610103ff0403040006ff62344151493d").status()).isEqualTo(200);
		assertThat(this.engine.session().events()).containsExactly("a", "binary 0304", "binary 0102");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "0103ff0401", "0102ff0501", "0100ff", "0000ff", "0201ff34", "0001ff78" })
	void closesUponMalformedBinaryPayload(String hex) {
		PollingClient client = open();
		assertThat(postBinary(client, hex).status()).isEqualTo(400);
		assertThat(this.engine.session().events()).containsExactly("closed: parse error");
	}

	// PROTOCOL.md 160
	@Test
	void sendsBase64IfAskedTo() {
		PollingClient client = new PollingClient(this.engine.server(), POLLING + "&b64=1");
		this.engine.session().session().send(Unpooled.wrappedBuffer(new byte[] { 1, 2 }));
		assertThat(client.poll().body()).isEqualTo("6:b4AQI=");
		assertThat(client.post("6:b4AQI=2:b4").body()).isEqualTo("ok");
		assertThat(this.engine.session().events()).containsExactly("binary 0102", "binary ");
		assertThat(client.post("5:bAQI=").status()).isEqualTo(400);
	}

	// PROTOCOL.md 163
	@Test
	void answersWithScripts() {
		PollingClient client = new PollingClient(this.engine.server(), POLLING + "&j=5");
		this.engine.session().session().send("a\"\u2028");
		PollingClient.Exchange poll = client.poll();
		assertThat(poll.body()).isEqualTo("___eio[5](\"4:4a\\\"\\u2028\");");
		assertThat(poll.response().headers()).containsEntry("Content-Type", "text/javascript; charset=UTF-8");
		assertThat(client.post("d=3%3A4%5Cnb").body()).isEqualTo("ok");
		assertThat(this.engine.session().events()).containsExactly("\nb");
		assertThat(postBinary(client, "0001ff34").status()).isEqualTo(400);
		assertThat(this.engine.session().events()).last().isEqualTo("closed: transport error");
	}

	@ParameterizedTest
	@CsvSource({ "cross-site, 403", "same-site, 403", "same-origin, 200", "none, 200" })
	void answersNoPageOfAnotherSiteWithScripts(String site, int status) {
		assertThat(this.engine.server()
			.handle(FakeRequest.get(POLLING + "&j=0").header("Sec-Fetch-Site", site))
			.block()
			.status()).isEqualTo(status);
		assertThat(
				this.engine.server().handle(FakeRequest.get(POLLING).header("Sec-Fetch-Site", site)).block().status())
			.isEqualTo(200);
	}

	@Test
	void framesControlPackets() {
		PollingClient client = open();
		PollingClient.Exchange poll = client.poll();
		assertThat(client.post("1:1").body()).isEqualTo("ok");
		assertThat(poll.body()).isEqualTo("1:6");
		PollingClient overlapping = open();
		poll = overlapping.poll();
		assertThat(overlapping.poll().status()).isEqualTo(400);
		assertThat(poll.body()).isEqualTo("1:1");
		PollingClient closed = open();
		this.engine.session().session().close();
		assertThat(closed.poll().body()).isEqualTo("1:61:1");
	}

	// PROTOCOL.md 161
	@Test
	void answersPingsAndSendsNone() {
		PollingClient client = open();
		assertThat(client.post("1:2").body()).isEqualTo("ok");
		assertThat(client.poll().body()).isEqualTo("1:3");
		FakeWebSocket webSocket = openWebSocket("");
		webSocket.text("2");
		assertThat(webSocket.take()).containsExactly("3");
		this.engine.pass(44_999);
		assertThat(webSocket.sent()).isEmpty();
	}

	// PROTOCOL.md 60
	@Test
	void closesUponPong() {
		openWebSocket("").text("3");
		assertThat(this.engine.session().events()).containsExactly("closed: transport error");
	}

	// PROTOCOL.md 83
	@Test
	void timesOutAfterTheLastPing() {
		FakeWebSocket webSocket = openWebSocket("");
		this.engine.pass(44_999);
		webSocket.text("2");
		this.engine.pass(44_999);
		assertThat(this.engine.session().session().isOpen()).isTrue();
		// Only pings count
		webSocket.text("4a");
		this.engine.pass(1);
		assertThat(this.engine.session().events()).containsExactly("a", "closed: ping timeout");
		assertThat(this.engine.activeTimers()).isZero();
	}

	// PROTOCOL.md 78, 83
	@Test
	void goesOnToTimeOutAfterAnUpgrade() {
		PollingClient client = open();
		this.engine.pass(20_000);
		FakeWebSocket webSocket = upgrade(client, "");
		this.engine.pass(24_999);
		webSocket.text("2");
		assertThat(webSocket.take()).containsExactly("3");
		this.engine.pass(45_000);
		assertThat(this.engine.session().events()).containsExactly("upgrade", "closed: ping timeout");
	}

	// PROTOCOL.md 161
	@Test
	void upgrades() {
		PollingClient client = open();
		PollingClient.Exchange poll = client.poll();
		FakeWebSocket webSocket = new FakeWebSocket().open(this.engine.server(), "EIO=3&sid=" + client.sid());
		webSocket.text("2probe");
		assertThat(webSocket.take()).containsExactly("3probe");
		assertThat(poll.body()).isEqualTo("1:6");
		webSocket.text("5");
		this.engine.session().session().send(Unpooled.wrappedBuffer(new byte[] { 1 }));
		assertThat(webSocket.take()).containsExactly("0401");
	}

	@Test
	void upgradesToTextIfAskedTo() {
		FakeWebSocket webSocket = upgrade(open(), "&b64=1");
		this.engine.session().session().send(Unpooled.wrappedBuffer(new byte[] { 1, 2 }));
		assertThat(webSocket.take()).containsExactly("b4AQI=");
	}

	// PROTOCOL.md 126
	@Test
	void exchangesTypedFrames() {
		FakeWebSocket webSocket = openWebSocket("");
		this.engine.session().session().send(Unpooled.wrappedBuffer(new byte[] { 1, 2 }));
		this.engine.session().session().send("a");
		assertThat(webSocket.take()).containsExactly("040102", "4a");
		webSocket.binary(4, 1, 2);
		webSocket.binary(4);
		webSocket.text("b4AQI=");
		webSocket.text("4b");
		assertThat(this.engine.session().events()).containsExactly("binary 0102", "binary ", "binary 0102", "b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "05", "34", "ff0102" })
	void closesUponFrameThatIsNoMessage(String hex) {
		openWebSocket("").bytes(HexFormat.of().parseHex(hex), false);
		assertThat(this.engine.session().events()).containsExactly("closed: parse error");
	}

	@Test
	void handsLargeMessagesToCongestedWebSocket() {
		FakeWebSocket webSocket = openWebSocket("");
		webSocket.congestAfter(0);
		this.engine.session().session().send(Unpooled.wrappedBuffer(new byte[10_000]));
		assertThat(webSocket.sent()).isEmpty();
		webSocket.writable(1);
		assertThat(webSocket.take()).containsExactly("04" + "00".repeat(10_000));
	}

	@Test
	void randomBytesCloseNoOtherSession() {
		PollingClient other = open();
		TestEngine.TestSession session = this.engine.session();
		Random random = new Random(7);
		for (int i = 0; i < 500; i++) {
			byte[] bytes = new byte[random.nextInt(30)];
			random.nextBytes(bytes);
			postBinary(open(), HexFormat.of().formatHex(bytes));
			open().post(new String(bytes, StandardCharsets.ISO_8859_1));
			openWebSocket("").bytes(bytes, i % 2 == 0);
			this.engine.sessions().removeIf((candidate) -> candidate != session);
		}
		assertThat(other.post("6:4alive").body()).isEqualTo("ok");
		assertThat(session.events()).containsExactly("alive");
	}

	private PollingClient open() {
		return new PollingClient(this.engine.server(), POLLING);
	}

	private FakeWebSocket openWebSocket(String parameters) {
		FakeWebSocket webSocket = new FakeWebSocket().open(this.engine.server(), "EIO=3" + parameters);
		assertThat(webSocket.take()).singleElement().asString().startsWith("0{\"sid\":");
		return webSocket;
	}

	private FakeWebSocket upgrade(PollingClient client, String parameters) {
		FakeWebSocket webSocket = new FakeWebSocket().open(this.engine.server(),
				"EIO=3&sid=" + client.sid() + parameters);
		webSocket.text("2probe");
		webSocket.text("5");
		assertThat(webSocket.take()).containsExactly("3probe");
		return webSocket;
	}

	private static PollingClient.Exchange postBinary(PollingClient client, String hex) {
		Flux<DataBuffer> body = Flux.defer(() -> Flux.just(FakeRequest.buffer(HexFormat.of().parseHex(hex))));
		return client
			.exchange(FakeRequest.post(client.query(), body).header("Content-Type", "application/octet-stream"));
	}

}
