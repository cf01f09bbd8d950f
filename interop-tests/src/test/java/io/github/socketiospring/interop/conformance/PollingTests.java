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

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section B, payloads over HTTP long-polling.
 */
class PollingTests extends ConformanceTests {

	@Test
	@Case(25)
	void acceptsPost() {
		Polling polling = polling(raw());
		RawResponse response = polling.tryPost("4hello");
		assertThat(response.summary()).isEqualTo("200 ok");
		assertThat(response.header("content-type")).startsWith("text/html");
		assertThat(response.header("content-length")).isEqualTo("2");
		RawResponse poll = polling.get();
		assertThat(poll.summary()).isEqualTo("200 4hello");
		assertThat(poll.header("content-type").replace(" ", "")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
		assertThat(poll.header("cache-control")).isEqualTo("no-store");
	}

	@Test
	@Case({ 26, 173 })
	void takesSeveralPacketsInOrderAndAnswersThemTogether() {
		Polling polling = polling(raw());
		String payload = String.join(SEPARATOR, "4test1", "4test2", "4test3");
		polling.post(payload);
		polling.expect(payload);
	}

	@Test
	@Case(43)
	void answersPendingPollAndBuffersTheRest() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawHttp poll = polling.startPoll();
		settle(server);
		String payload = String.join(SEPARATOR, "4test1", "4test2", "4test3");
		polling.post(payload);
		String answer = poll.response().text();
		if (!answer.equals(payload)) {
			answer += SEPARATOR + polling.poll();
		}
		assertThat(answer).isEqualTo(payload);
	}

	@Test
	@Case(27)
	void takesBinaryAsBase64() {
		Polling polling = polling(raw());
		String payload = "4hello" + SEPARATOR + "bAQIDBA==";
		polling.post(payload);
		polling.expect(payload);
		awaitRecord(raw(), polling.sid(), "binary 01020304");
	}

	@Test
	@Case(27)
	void writesBinaryInStandardAlphabetWithPadding() {
		Polling polling = polling(socketIO());
		polling.connect("40");
		String payload = "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]" + SEPARATOR + "b//76";
		polling.post(payload);
		polling.expect(payload);
		String padded = "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]" + SEPARATOR + "b/+8=";
		polling.post(padded);
		polling.expect(padded);
	}

	@Test
	@Case(28)
	void refusesBinaryContentType() {
		Polling polling = polling(raw());
		RawResponse response = polling.tryPost("4hello", "Content-Type: application/octet-stream");
		assertThat(response.summary()).isEqualTo("400");
		polling.expectUnknown();
		awaitClose(raw(), polling.sid(), "transport error");
		assertThat(records(raw(), polling.sid())).doesNotContain("message hello");
	}

	@Test
	@Case(29)
	void refusesInvalidPacketType() {
		Polling polling = polling(raw());
		assertThat(polling.tryPost("abc").status()).isEqualTo(400);
		polling.expectUnknown();
		awaitClose(raw(), polling.sid(), "parse error");
	}

	@Test
	@Case(30)
	void closesAfterEmptyPost() {
		Polling polling = polling(raw());
		assertThat(polling.tryPost("").status()).isIn(200, 400);
		polling.expectUnknown();
		awaitClose(raw(), polling.sid(), "parse error");
	}

	@Test
	@Case(31)
	void deliversWhatComesBeforeTrailingSeparatorAndCloses() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		String id = polling.connect("40");
		assertThat(polling.tryPost("42[\"sink\",\"a\"]" + SEPARATOR).status()).isIn(200, 400);
		polling.expectUnknown();
		awaitDisconnect(server, id, "parse error");
	}

	@Test
	@Case(31)
	void deliversMessageBeforeTrailingSeparator() {
		Polling polling = polling(raw());
		assertThat(polling.tryPost("4a" + SEPARATOR).status()).isIn(200, 400);
		polling.expectUnknown();
		awaitClose(raw(), polling.sid(), "parse error");
		assertThat(records(raw(), polling.sid())).containsExactly("open", "message a", "close parse error");
	}

	@Test
	@Case(32)
	void ignoresWhatFollowsInvalidPacket() {
		Polling polling = polling(raw());
		String payload = String.join(SEPARATOR, "4a", "X", "4b");
		assertThat(polling.tryPost(payload).status()).isIn(200, 400);
		polling.expectUnknown();
		awaitClose(raw(), polling.sid(), "parse error");
		assertThat(records(raw(), polling.sid())).containsExactly("open", "message a", "close parse error");
	}

	@Test
	@Case(33)
	void ignoresWhatFollowsClosePacket() {
		Polling polling = polling(raw());
		polling.post(String.join(SEPARATOR, "4a", "1", "4b"));
		polling.expectUnknown();
		awaitClose(raw(), polling.sid(), "transport close");
		assertThat(records(raw(), polling.sid())).containsExactly("open", "message a", "close transport close");
	}

	@Test
	@Case(39)
	void refusesTooLargePostAndKeepsSession() {
		ServerUnderTest server = server(ServerOptions.rawEngineIO().withMaxHttpBufferSize(1000));
		Polling polling = polling(server);
		assertThat(polling.tryPost("4" + "x".repeat(1000)).summary()).isEqualTo("413");
		polling.expectAlive();
		polling.post("4" + "x".repeat(999));
		polling.expect("4" + "x".repeat(999));
	}

	@Test
	@Case(39)
	void countsBytesOfTooLargePost() {
		ServerUnderTest server = server(ServerOptions.rawEngineIO().withMaxHttpBufferSize(1000));
		Polling polling = polling(server);
		assertThat(polling.tryPost("4" + "é".repeat(500)).summary()).isEqualTo("413");
		polling.expectAlive();
	}

	@Test
	@Case(39)
	void refusesTooLargeChunkedPostWithoutReadingItAll() {
		ServerUnderTest server = server(ServerOptions.rawEngineIO().withMaxHttpBufferSize(1000));
		Polling polling = polling(server);
		RawHttp http = polling.connection();
		http.head("POST", polling.target(), "Transfer-Encoding: chunked");
		byte[] chunk = new byte[400];
		Arrays.fill(chunk, (byte) '4');
		http.chunk(chunk);
		http.chunk(chunk);
		http.chunk(chunk);
		assertThat(http.response().summary()).isEqualTo("413");
		http.close();
		polling.expectAlive();
	}

	@Test
	@Case(39)
	void refusesTooLargePostBeforeItsEnd() {
		ServerUnderTest server = server(ServerOptions.rawEngineIO().withMaxHttpBufferSize(1000));
		Polling polling = polling(server);
		RawHttp http = polling.connection();
		http.head("POST", polling.target(), "Content-Length: 100000");
		http.write("4" + "x".repeat(1000));
		assertThat(http.response().summary()).isEqualTo("413");
		http.close();
		polling.expectAlive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Transfer-Encoding: chunked", "Content-Length: 1000000000" })
	@Case(39)
	void refusesTooLargePostWhileItIsSent(String length) throws Exception {
		ServerUnderTest server = server(ServerOptions.rawEngineIO().withMaxHttpBufferSize(1000));
		Polling polling = polling(server);
		assertThat(answerWhileSending(server, polling.target(), length).summary()).isEqualTo("413");
		polling.expectAlive();
	}

	@Test
	@Case(39)
	void refusesPostOfNoSessionWhileItIsSent() throws Exception {
		ServerUnderTest server = raw();
		assertThat(answerWhileSending(server, server.target("polling", "&sid=none"), "Transfer-Encoding: chunked")
			.summary()).isEqualTo(Polling.UNKNOWN_SESSION);
	}

	/**
	 * The response to a client that sends without end and looks for it meanwhile.
	 */
	private RawResponse answerWhileSending(ServerUnderTest server, String target, String length) throws Exception {
		RawHttp http = http(server);
		http.head("POST", target, length);
		byte[] chunk = "4".repeat(4000).getBytes(StandardCharsets.UTF_8);
		CompletableFuture<RawResponse> response = CompletableFuture.supplyAsync(http::response);
		try {
			while (!response.isDone()) {
				http.chunk(chunk);
			}
		}
		catch (UncheckedIOException ex) {
			// The server has closed the connection
		}
		return response.get();
	}

	@Test
	@Case(40)
	void joinsCharactersSplitBetweenChunks() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawHttp http = polling.connection();
		http.head("POST", polling.target(), "Transfer-Encoding: chunked");
		for (byte b : "4é€😀".getBytes(StandardCharsets.UTF_8)) {
			http.chunk(new byte[] { b });
			settle(server);
		}
		http.lastChunk();
		assertThat(http.response().summary()).isEqualTo("200 ok");
		polling.expect("4é€😀");
	}

	@Test
	@Case(40)
	void joinsCharactersSplitBetweenSegments() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		byte[] body = "4é€😀".getBytes(StandardCharsets.UTF_8);
		RawHttp http = polling.connection();
		http.head("POST", polling.target(), "Content-Length: " + body.length);
		for (byte b : body) {
			http.write(new byte[] { b });
			settle(server);
		}
		assertThat(http.response().summary()).isEqualTo("200 ok");
		polling.expect("4é€😀");
	}

	@Test
	@Case({ 41, 128 })
	void readsBodyAsUtf8WhateverItsContentType() {
		Polling polling = polling(socketIO());
		polling.connect("40");
		String packet = "42[\"echo\",\"é😀\u2028\"]";
		for (String type : new String[] { "text/plain;charset=ISO-8859-1", "text/plain;charset=UTF-16",
				"application/x-www-form-urlencoded", "text/plain;charset=nonsense", "nonsense" }) {
			assertThat(polling.tryPost(packet, "Content-Type: " + type).summary()).isEqualTo("200 ok");
			polling.expect(packet);
		}
	}

	@Test
	@Case(42)
	void decodesInvalidBase64LenientlyOrCloses() {
		Polling polling = polling(raw());
		RawResponse response = polling.tryPost("b!!%%");
		assertThat(response.status()).isIn(200, 400);
		RawResponse poll = polling.get();
		if (poll.status() == 200) {
			assertThat(poll.text()).startsWith("b");
			polling.expectAlive();
		}
		else {
			assertThat(poll.summary()).isEqualTo(Polling.UNKNOWN_SESSION);
			awaitClose(raw(), polling.sid(), "parse error");
		}
	}

	@Test
	@Case(43)
	void buffersWhileNoPollIsPending() {
		Polling polling = polling(raw());
		polling.post("4a");
		polling.post("bAQ==");
		polling.post("4c");
		polling.expect(String.join(SEPARATOR, "4a", "bAQ==", "4c"));
	}

	@Test
	@Case(44)
	void deliversMoreThanClientMaySend() {
		ServerUnderTest server = server(ServerOptions.rawEngineIO().withMaxHttpBufferSize(1000));
		Polling polling = polling(server);
		String packet = "4" + "x".repeat(900);
		for (int i = 0; i < 5; i++) {
			polling.post(packet);
		}
		String payload = polling.poll();
		String all = String.join(SEPARATOR, packet, packet, packet, packet, packet);
		while (payload.length() < all.length()) {
			payload += SEPARATOR + polling.poll();
		}
		assertThat(payload).isEqualTo(all);
	}

	@Test
	@Case(47)
	void keepsLaterPacketsOutOfHandshake() {
		ServerUnderTest server = raw();
		RawResponse response = get(server, server.target("polling", "&greet=1"));
		assertThat(response.text()).startsWith("0{").doesNotContain(SEPARATOR, "greeting");
		polling(server, "&greet=1").expect("4greeting");
	}

}
