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

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.socketiospring.test.AllocationLimit;
import io.github.socketiospring.test.LogRecorder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A request of a client, first as it is and then as a WebSocket upgrade: in the first
 * line the method and the query, in the others headers. In the query {@code SID4},
 * {@code SID3} and {@code SIDW} become the ids of open sessions. A line that begins with
 * an exclamation mark goes to a server whose application has a say.
 */
class HandshakeFuzzTests {

	private static final Set<Integer> STATUSES = Set.of(200, 400, 403, 405);

	private static final AllocationLimit limit = new AllocationLimit(4 * 1024 * 1024, 1024);

	@FuzzTest(maxDuration = "20m")
	void decidesOnWhatAClientRequests(byte[] input) {
		String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", -1);
		boolean hooks = lines[0].startsWith("!");
		String[] line = lines[0].substring(hooks ? 1 : 0).split(" ", 2);
		if (line.length == 2 && List.of("GET", "POST", "PUT", "HEAD").contains(line[0])) {
			limit.check(input.length, () -> {
				try (LogRecorder log = LogRecorder.of(EngineIOServer.class.getPackageName())) {
					new Attempt(hooks).request(line[0], line[1], lines);
					check(hooks || log.messages("ERROR").isEmpty(), "nothing fails");
				}
			});
		}
	}

	private static void check(boolean condition, String what) {
		if (!condition) {
			throw new AssertionError("Not so: " + what);
		}
	}

	private static final class Attempt {

		private final List<EngineIOSession> sessions = new ArrayList<>();

		private final List<ConnectionError> errors = new ArrayList<>();

		private final EngineIOServer server;

		private final Map<String, String> sids;

		Attempt(boolean hooks) {
			EngineIOServerBuilder builder = EngineIOServer.builder()
				.allowEIO3(true)
				.timerScheduler(VirtualTimeScheduler.create());
			if (hooks) {
				builder.allowRequest(Attempt::decide)
					.sessionIdGenerator((request) -> Mono.just("s" + this.sessions.size()))
					.cookie(ResponseCookie.from("io").path("/").build())
					.headersCustomizer(new EngineIOHeadersCustomizer() {

						@Override
						public void headers(HttpHeaders headers, EngineIORequest request) {
							headers.add("X-Method", request.method());
						}

					});
			}
			this.server = builder.build((session) -> {
				this.sessions.add(session);
				return new EngineIOListener() {
				};
			});
			this.server.onConnectionError(this.errors::add);
			this.server.handle(FakeRequest.get("transport=polling")).block();
			this.server.handle(FakeRequest.of("GET", URI.create("?EIO=3&transport=polling"))).block();
			this.server.open(this.server.upgrade(FakeRequest.get("transport=websocket")).block(), new FakeWebSocket());
			this.sids = Map.of("SID4", this.sessions.get(0).id(), "SID3", this.sessions.get(1).id(), "SIDW",
					this.sessions.get(2).id());
		}

		private static Mono<Void> decide(HandshakeRequest request) {
			String token = request.headers().getFirst("Authorization");
			if ("throw".equals(token)) {
				throw new IllegalStateException("thrown");
			}
			return (token == null) ? Mono.empty() : Mono.error(new HandshakeRefusedException(token));
		}

		void request(String method, String query, String[] lines) {
			String actual = query;
			for (Map.Entry<String, String> sid : this.sids.entrySet()) {
				actual = actual.replace(sid.getKey(), sid.getValue());
			}
			FakeRequest request;
			try {
				request = FakeRequest.of(method, new URI("http://localhost/engine.io/?" + actual));
			}
			catch (URISyntaxException ex) {
				// The web server answers
				return;
			}
			for (int i = 1; i < lines.length; i++) {
				int colon = lines[i].indexOf(':');
				if (colon > 0) {
					request.header(lines[i].substring(0, colon).trim(), lines[i].substring(colon + 1).trim());
				}
			}
			EngineIOResponse response = handle(request);
			int open = this.sessions.size();
			if (response != null && this.sids.values().stream().noneMatch(query(request, "sid")::equals)) {
				check(response.status() == 200 == (open == 4), "opened: " + response.status());
			}
			upgrade(request, open);
			this.server.close().block();
			check(this.server.clientsCount() == 0 && this.server.timers().active() == 0, "closed");
		}

		private static String query(FakeRequest request, String name) {
			return String.valueOf(HandshakeVerifier.last(request, name));
		}

		private @Nullable EngineIOResponse handle(FakeRequest request) {
			List<EngineIOResponse> responses = new ArrayList<>();
			// A poll has no answer until there is something to send
			this.server.handle(request).subscribe(responses::add, (ex) -> {
				throw new AssertionError("Not answered", ex);
			});
			assertHandshakes(request);
			if (responses.isEmpty()) {
				check("GET".equals(request.method()) && !query(request, "sid").isEmpty(), "answered");
				return null;
			}
			check(responses.size() == 1, "answered once");
			return checked(responses.get(0));
		}

		private void upgrade(FakeRequest request, int open) {
			int known = this.errors.size();
			WebSocketUpgrade upgrade = this.server.upgrade(request).block();
			if (upgrade.refusal() != null) {
				checked(upgrade.refusal());
				check(this.errors.size() == known + 1, "told of the refusal");
				check(this.sessions.size() == open, "refused");
				return;
			}
			assertClean(upgrade.headers());
			this.server.open(upgrade, new FakeWebSocket());
			check(this.sessions.size() - open <= 1, "at most one session");
			assertHandshakes(request);
		}

		private EngineIOResponse checked(EngineIOResponse response) {
			check(STATUSES.contains(response.status()), "status " + response.status());
			response.headers().forEach((name, value) -> assertClean(name + value));
			assertClean(response.added());
			if ("application/json".equals(response.headers().get("Content-Type"))) {
				JsonMapper.shared().readTree(response.body());
			}
			return response;
		}

		/**
		 * Nothing that a client sends ends a line of a response.
		 */
		private static void assertClean(HttpHeaders headers) {
			headers.forEach((name, values) -> values.forEach((value) -> assertClean(name + value)));
		}

		private static void assertClean(String text) {
			check(text.chars().allMatch((c) -> c >= ' ' && c < 0x7f), "a header that can be sent");
		}

		/**
		 * What a session knows of its request is what came.
		 */
		private void assertHandshakes(FakeRequest request) {
			for (EngineIOSession session : this.sessions.subList(3, this.sessions.size())) {
				EngineIOHandshake handshake = session.handshake();
				check(handshake.uri().equals(request.uri()), "URI");
				check(handshake.headers().equals(request.headers()), "headers");
				MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
				request.query()
					.forEach(
							(name, values) -> values.forEach((value) -> query.add(name, (value != null) ? value : "")));
				check(new TreeMap<>(handshake.query()).equals(new TreeMap<>(query)), "query");
			}
		}

	}

}
