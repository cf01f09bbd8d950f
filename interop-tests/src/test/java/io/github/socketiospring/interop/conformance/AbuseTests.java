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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.ResponseCookie;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients do that mean harm, many times each, and what becomes of it. Afterwards two
 * others, one over WebSocket and one over polling, still get their echoes, and the log
 * has not grown with the attempts. Here is what is tested elsewhere:
 * <table>
 * <caption>Abuse and its tests</caption>
 * <tr>
 * <td>messages, fragmented messages and binary messages over the limit</td>
 * <td>{@link WebSocketTests}</td>
 * </tr>
 * <tr>
 * <td>POSTs over the limit, announced or not</td>
 * <td>{@link PollingTests}</td>
 * </tr>
 * <tr>
 * <td>compressed messages that grow over the limit</td>
 * <td>{@link CompressionTests}</td>
 * </tr>
 * <tr>
 * <td>numbers of attachments, attachments out of place</td>
 * <td>{@link AttachmentTests}</td>
 * </tr>
 * <tr>
 * <td>ids of acknowledgements with thousands of digits, lone surrogates</td>
 * <td>{@link EventTests}</td>
 * </tr>
 * <tr>
 * <td>a second WebSocket for a session, WebSockets that do not upgrade</td>
 * <td>{@link UpgradeTests}</td>
 * </tr>
 * <tr>
 * <td>polls and POSTs that overlap, are aborted, or come for another transport</td>
 * <td>{@link PollingRequestTests}, {@link HandshakeTests}</td>
 * </tr>
 * <tr>
 * <td>WebSockets of pages of other origins with and without settings</td>
 * <td>{@link HttpTests}</td>
 * </tr>
 * <tr>
 * <td>connections behind a bad network, and those that vanish</td>
 * <td>{@link FaultTests}, {@link ChurnTests}</td>
 * </tr>
 * <tr>
 * <td>garbage instead of frames</td>
 * <td>{@link HttpTests}</td>
 * </tr>
 * </table>
 */
class AbuseTests extends ConformanceTests {

	private static final int ATTEMPTS = 5;

	/** Hints are limited in rate, not forbidden. */
	private static final int MAX_WARNINGS = 2;

	private static final int DEEP = 10_000;

	private static final int LONG = 20_000;

	private final List<LogRecorder> logs = List.of(LogRecorder.of("io.github.socketiospring"),
			LogRecorder.of(EngineIOServer.class), LogRecorder.of("org.springframework"));

	private RawWebSocket webSocketOfOther;

	private Polling pollingOfOther;

	@BeforeEach
	void connectOthers() {
		this.webSocketOfOther = webSocket(socketIO());
		this.webSocketOfOther.connect("40");
		this.pollingOfOther = polling(socketIO());
		this.pollingOfOther.connect("40");
	}

	@AfterEach
	void othersAreServedAndLogIsShort() {
		try {
			this.webSocketOfOther.expectAlive();
			this.pollingOfOther.expectAlive();
			assertThat(messages("ERROR")).isEmpty();
			assertThat(messages("WARN")).hasSizeLessThanOrEqualTo(MAX_WARNINGS);
		}
		finally {
			this.logs.forEach(LogRecorder::close);
		}
	}

	private List<String> messages(String level) {
		return this.logs.stream().flatMap((log) -> log.messages(level).stream()).toList();
	}

	private RawWebSocket connectedWebSocket() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		return webSocket;
	}

	private Polling connectedPolling() {
		Polling polling = polling(socketIO());
		polling.connect("40");
		return polling;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("invalidPackets")
	void closesOnPacketThatIsTooMuch(String name, String packet) {
		for (int i = 0; i < ATTEMPTS; i++) {
			RawWebSocket webSocket = connectedWebSocket();
			webSocket.send(packet);
			webSocket.expectClosed();
			Polling polling = connectedPolling();
			polling.post(packet);
			polling.expect("6" + SEPARATOR + "1");
		}
	}

	static Stream<Arguments> invalidPackets() {
		String array = "[".repeat(DEEP) + "]".repeat(DEEP);
		String object = "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP);
		return Stream.of(Arguments.of("deep array", "42[\"sink\"," + array + "]"),
				Arguments.of("deep array nobody handles", "42[\"nobody\"," + array + "]"),
				Arguments.of("deep object", "42[\"sink\"," + object + "]"),
				Arguments.of("deep object nobody handles", "42[\"nobody\"," + object + "]"),
				Arguments.of("deep object in CONNECT", "40/custom," + object),
				Arguments.of("deep array in acknowledgement", "430" + array),
				Arguments.of("long number", "42[\"sink\"," + "1".repeat(LONG) + "]"),
				Arguments.of("long number nobody handles", "42[\"nobody\"," + "1".repeat(LONG) + "]"),
				Arguments.of("huge exponent", "42[\"sink\",1e999999999]"),
				Arguments.of("long exponent", "42[\"sink\",1e" + "1".repeat(LONG) + "]"),
				Arguments.of("long key", "42[\"nobody\",{\"" + "k".repeat(60_000) + "\":1}]"),
				Arguments.of("event for long namespace", "42/" + "n".repeat(LONG) + ",[\"sink\"]"),
				Arguments.of("long id", "42" + "9".repeat(LONG) + "[\"ack\"]"),
				Arguments.of("long number of attachments", "45" + "9".repeat(LONG) + "-[\"ack\"]"),
				Arguments.of("second CONNECT", "40"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("uselessPackets")
	void livesOnAfterPacketThatIsMuchButValid(String name, String packet) {
		RawWebSocket webSocket = connectedWebSocket();
		Polling polling = connectedPolling();
		for (int i = 0; i < ATTEMPTS; i++) {
			webSocket.send(packet);
			webSocket.expectAlive();
			polling.post(packet);
			polling.expectAlive();
		}
	}

	static Stream<Arguments> uselessPackets() {
		String keys = IntStream.range(0, 3_000).mapToObj((n) -> ",\"k" + n + "\":1").reduce("", String::concat);
		return Stream.of(Arguments.of("long event name", "42[\"" + "n".repeat(LONG) + "\"]"),
				Arguments.of("many arguments", "42[\"nobody\"" + ",1".repeat(LONG / 2) + "]"),
				Arguments.of("many keys", "42[\"sink\",{\"k\":1" + keys + "}]"),
				Arguments.of("tiny number", "42[\"sink\",1e-999999999]"),
				Arguments.of("lone surrogate", "42[\"nobody\",\"\\ud800\"]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "c0af", "e080af", "f08080af", "eda080", "edb080", "f4908080", "f8888080", "c3", "80" })
	void refusesWhatIsNoUtf8(String hexadecimal) {
		byte[] invalid = HexFormat.of().parseHex(hexadecimal);
		for (String packet : List.of("42[\"sink\",\"%\"]", "42[\"nobody\",\"%\"]", "42[\"%\"]", "420[\"ack\",\"%\"]",
				"43999[\"%\"]", "40/custom,{\"tag\":\"%\"}", "40/%,", "42/%,[\"sink\"]")) {
			byte[] bytes = with(packet, invalid);
			RawWebSocket webSocket = connectedWebSocket();
			webSocket.frame(true, RawWebSocket.TEXT, bytes);
			webSocket.expectClosed(1007);
			assertThat(connectedPolling().tryPost(bytes).status()).as(packet).isEqualTo(400);
		}
		byte[] bytes = with("4%", invalid);
		RawWebSocket webSocket = webSocket(raw());
		webSocket.frame(true, RawWebSocket.TEXT, bytes);
		webSocket.expectClosed(1007);
		assertThat(polling(raw()).tryPost(bytes).status()).isEqualTo(400);
	}

	private static byte[] with(String packet, byte[] insert) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int at = packet.indexOf('%');
		bytes.writeBytes(packet.substring(0, at).getBytes(StandardCharsets.UTF_8));
		bytes.writeBytes(insert);
		bytes.writeBytes(packet.substring(at + 1).getBytes(StandardCharsets.UTF_8));
		return bytes.toByteArray();
	}

	@Test
	void doesNotDecompressBodyOfPost() throws IOException {
		ByteArrayOutputStream bomb = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
			gzip.write(new byte[50_000_000]);
		}
		for (int i = 0; i < ATTEMPTS; i++) {
			assertThat(connectedPolling().tryPost(bomb.toByteArray(), "Content-Encoding: gzip").status())
				.isEqualTo(400);
		}
		Polling polling = connectedPolling();
		assertThat(polling.tryPost("42[\"echo\",1]", "Content-Encoding: gzip").summary()).isEqualTo("200 ok");
		polling.expect("42[\"echo\",1]");
	}

	@Test
	void joinsEndlessFragmentsOfNothing() {
		RawWebSocket webSocket = connectedWebSocket();
		webSocket.frame(false, RawWebSocket.TEXT, "42[\"echo\",\"".getBytes(StandardCharsets.UTF_8));
		try {
			for (int i = 0; i < DEEP; i++) {
				webSocket.frame(false, RawWebSocket.CONTINUATION, new byte[0]);
			}
			webSocket.frame(true, RawWebSocket.CONTINUATION, "\"]".getBytes(StandardCharsets.UTF_8));
		}
		catch (UncheckedIOException ex) {
			// closed meanwhile
		}
		assertThat(webSocket.nextOrStatus()).isIn("text 42[\"echo\",\"\"]", "closed 1009", "closed 1006");
	}

	@Test
	void closesSessionWhoseBodyComesTooSlowly() {
		ServerUnderTest server = server(
				ServerOptions.socketIO().withPings(Duration.ofMillis(300), Duration.ofMillis(300)));
		List<RawHttp> posts = new ArrayList<>();
		List<Polling> sessions = new ArrayList<>();
		for (int i = 0; i < ATTEMPTS; i++) {
			Polling polling = polling(server);
			polling.connect("40");
			RawHttp post = http(server);
			post.head("POST", polling.target(), "Content-Length: 1000");
			post.write("42[\"sink\"");
			posts.add(post);
			sessions.add(polling);
		}
		sessions.forEach((session) -> awaitClose(session));
		posts.forEach(RawHttp::close);
		RawWebSocket webSocket = webSocket(server);
		webSocket.connect("40");
		webSocket.expectAlive();
	}

	private void awaitClose(Polling polling) {
		await().until(() -> polling.tryPost("3").status() == 400);
		polling.expectUnknown();
	}

	@Test
	void refusesOversizeRequestsBeforeTheyAreRead() {
		ServerUnderTest server = socketIO();
		int uriTooLong = server.headTooLargeStatus(414);
		int headersTooLarge = server.headTooLargeStatus(431);
		for (int i = 0; i < ATTEMPTS; i++) {
			assertThat(get(server, server.target("polling", "&x=" + "x".repeat(LONG))).status()).isEqualTo(uriTooLong);
			assertThat(get(server, server.target("polling", ""), "X-Long: " + "x".repeat(LONG)).status())
				.isEqualTo(headersTooLarge);
			assertThat(upgradeRequest(server, server.target("websocket", ""), "X-Long: " + "x".repeat(LONG)).status())
				.isEqualTo(headersTooLarge);
			assertThat(get(server, server.target("polling", "&sid=" + "x".repeat(3_000))).summary())
				.isEqualTo(Polling.UNKNOWN_SESSION);
		}
	}

	@Test
	void idsCannotBeGuessedOrUsedAgain() {
		ServerUnderTest server = socketIO();
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < 200; i++) {
			assertThat(ids.add(polling(server).sid())).isTrue();
		}
		assertThat(ids).allMatch((id) -> id.matches("[\\w-]{20}"));
		for (int place = 0; place < 20; place++) {
			int at = place;
			assertThat(ids.stream().map((id) -> id.charAt(at)).distinct().count()).as("characters at " + place)
				.isGreaterThan(8);
		}
		for (String id : ids) {
			String guess = id.substring(0, 18) + (id.endsWith("AA") ? "BB" : "AA");
			assertThat(get(server, server.target("polling", "&sid=" + guess)).summary())
				.isEqualTo(Polling.UNKNOWN_SESSION);
		}
		Polling polling = connectedPolling();
		polling.post("1");
		polling.expectUnknown();
		assertThat(polling.tryPost("40").summary()).isEqualTo(Polling.UNKNOWN_SESSION);
		assertThat(upgradeRequest(server, server.target("websocket", "&sid=" + polling.sid())).summary())
			.isEqualTo("400 Session ID unknown");
	}

	@Test
	void ignoresCookieThatClientChose() {
		ServerUnderTest server = socketIO((builder) -> builder.cookie(ResponseCookie.from("io").path("/").build()));
		for (String chosen : List.of("chosen", polling(server).sid())) {
			RawResponse open = get(server, server.target("polling", ""), "Cookie: io=" + chosen);
			assertThat(open.text()).startsWith("0{\"sid\":\"").doesNotContain(chosen);
			assertThat(open.header("set-cookie")).doesNotContain(chosen)
				.contains("io=" + open.text().substring(9, 29) + ";");
		}
	}

	@Test
	void putsNothingOfARequestIntoHeaders() {
		ServerUnderTest server = server(ServerOptions.socketIO().withCorsOrigins("https://friend.example"));
		String injected = "%0d%0aX-Injected:%20yes";
		for (String target : List.of(server.target("polling", "&sid=x" + injected),
				server.target("polling" + injected, ""), server.target("polling", "&j=0" + injected),
				server.target("polling", "&t=" + injected), server.target("polling", "&EIO=4" + injected))) {
			assertThat(get(server, target, "Origin: https://friend.example").headers()).doesNotContainKey("x-injected");
			assertThat(upgradeRequest(server, target.replace("polling", "websocket")).headers())
				.doesNotContainKey("x-injected");
		}
		for (String header : List.of("Origin: https://friend.example\r\n X-Injected: yes",
				"Origin: https://friend.example\tX-Injected: yes")) {
			RawResponse response = get(server, server.target("polling", ""), header);
			assertThat(response.status()).isIn(400, 403);
			assertThat(response.header("access-control-allow-origin")).isNull();
			assertThat(upgradeRequest(server, server.target("websocket", ""), header).status()).isIn(400, 403);
		}
		RawResponse response = get(server, server.target("polling", ""), "Cookie: io=x\r\n X-Injected: yes");
		assertThat(response.headers()).doesNotContainKeys("x-injected", "set-cookie");
	}

	@Test
	void refusesPagesOfOtherOriginsEachTime() {
		ServerUnderTest server = socketIO();
		for (int i = 0; i < ATTEMPTS; i++) {
			for (String origin : List.of("https://foreign.example", "null", "file://", "http://localhost:1")) {
				assertThat(upgradeRequest(server, server.target("websocket", ""), "Origin: " + origin).status())
					.isEqualTo(403);
				assertThat(get(server, server.target("polling", ""), "Origin: " + origin).status()).isEqualTo(403);
			}
		}
	}

	@Test
	void refusesNamespacesWithoutEnd() {
		ServerUnderTest server = socketIO((builder) -> builder.maxNamespacesPerConnection(20).maxChildNamespaces(50));
		int allowed = 0;
		for (int client = 0; client < 5; client++) {
			RawWebSocket webSocket = webSocket(server);
			for (int i = 0; i < 40; i++) {
				webSocket.send("40/dynamic-" + client + i + ",");
				String reply = webSocket.text();
				assertThat(reply).startsWith("4").contains("/dynamic-" + client + i + ",");
				allowed += reply.startsWith("40") ? 1 : 0;
			}
			for (int i = 0; i < 40; i++) {
				webSocket.send("40/unknown" + i + ",");
				assertThat(webSocket.text()).startsWith("44/unknown" + i + ",{\"message\":");
			}
		}
		// One of them is there from the beginning
		assertThat(allowed).isEqualTo(49);
		RawWebSocket other = webSocket(server);
		other.connect("40");
		other.expectAlive();
	}

}
