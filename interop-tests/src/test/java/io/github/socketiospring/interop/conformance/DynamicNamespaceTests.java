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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cases 90, 141 and 142: namespaces that clients create. Each test has names of its own.
 */
class DynamicNamespaceTests extends ConformanceTests {

	private static final String OBSERVER = "/dynamic-0";

	/**
	 * A client in a dynamic namespace that asks about the others.
	 */
	private RawWebSocket observer() {
		RawWebSocket observer = webSocket(socketIO());
		observer.connect("40" + OBSERVER + ",");
		return observer;
	}

	private boolean exists(RawWebSocket observer, String namespace) {
		observer.send("42" + OBSERVER + ",0[\"exists\",\"" + namespace + "\"]");
		return observer.text().equals("43" + OBSERVER + ",0[true]");
	}

	private void awaitExistence(RawWebSocket observer, String namespace, boolean existence) {
		await().untilAsserted(() -> assertThat(exists(observer, namespace)).isEqualTo(existence));
	}

	private long created(String namespace) {
		return records(socketIO(), "new").stream().filter(namespace::equals).count();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/dynamic-", "/dynamic-1x", "/x/dynamic-1", "/dynamic-1/2" })
	@Case(90)
	void refusesNameThatDoesNotMatch(String name) {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40" + name + ",");
		webSocket.expect("44" + name + ",{\"message\":\"Invalid namespace\"}");
		webSocket.connect("40/dynamic-1,");
		webSocket.connect("40");
		webSocket.expectAlive();
	}

	@Test
	@Case(90)
	void refusesOrAllowsAsAPredicateDecides() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40/secret,{\"password\":\"guess\"}");
		webSocket.expect("44/secret,{\"message\":\"Invalid namespace\"}");
		webSocket.connect("40/secret,{\"password\":\"sesame\"}");
		Polling polling = polling(socketIO());
		polling.post("40/secret");
		polling.expect("44/secret,{\"message\":\"Invalid namespace\"}");
		polling.connect("40/secret,{\"password\":\"sesame\"}");
		polling.connect("40");
	}

	@Test
	@Case(141)
	void clientsThatConnectAtATimeAreInOneNamespace() {
		ServerUnderTest server = socketIO();
		RawWebSocket observer = observer();
		List<RawWebSocket> webSockets = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			webSockets.add(webSocket(server));
		}
		Polling polling = polling(server);
		String connect = "40/race,{\"password\":\"sesame\",\"ask\":\"race\"}";
		webSockets.forEach((webSocket) -> webSocket.send(connect));
		polling.post(connect);
		settle(server);
		observer.send("42" + OBSERVER + ",7[\"release\",\"race\"]");
		observer.expect("43" + OBSERVER + ",7[]");
		webSockets.forEach((webSocket) -> assertThat(webSocket.text()).startsWith("40/race,{\"sid\":"));
		assertThat(polling.poll()).startsWith("40/race,{\"sid\":");
		assertThat(created("/race")).isOne();
		polling.post("42/race,[\"broadcast\",{},\"hello\"]");
		webSockets.forEach((webSocket) -> webSocket.expect("42/race,[\"hello\"]"));
		polling.expect("42/race,[\"hello\"]");
	}

	@Test
	@Case(141)
	void removesEmptyNamespaceAndCreatesItAgain() {
		RawWebSocket observer = observer();
		RawWebSocket webSocket = webSocket(socketIO());
		Polling polling = polling(socketIO());
		webSocket.connect("40/dynamic-2,");
		polling.connect("40/dynamic-2,");
		webSocket.send("41/dynamic-2,");
		webSocket.connect("40");
		assertThat(exists(observer, "/dynamic-2")).isTrue();
		polling.post("41/dynamic-2,");
		awaitExistence(observer, "/dynamic-2", false);
		webSocket.connect("40/dynamic-2,");
		assertThat(exists(observer, "/dynamic-2")).isTrue();
		assertThat(created("/dynamic-2")).isEqualTo(2);
		webSocket.closeOrderly();
		awaitExistence(observer, "/dynamic-2", false);
	}

	@Test
	@Case(141)
	void removesNamespaceAfterRefusal() {
		RawWebSocket observer = observer();
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40/dynamic-3,{\"refuse\":\"no\"}");
		webSocket.expect("44/dynamic-3,{\"message\":\"no\"}");
		awaitExistence(observer, "/dynamic-3", false);
		assertThat(created("/dynamic-3")).isOne();
	}

	@Test
	@Case(141)
	void keepsNamespaceWhileASocketConnects() {
		RawWebSocket observer = observer();
		RawWebSocket connecting = webSocket(socketIO());
		connecting.send("40/dynamic-4,{\"gate\":\"dynamic\"}");
		awaitExistence(observer, "/dynamic-4", true);
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40/dynamic-4,{\"refuse\":\"no\"}");
		webSocket.expect("44/dynamic-4,{\"message\":\"no\"}");
		assertThat(exists(observer, "/dynamic-4")).isTrue();
		observer.send("42" + OBSERVER + ",7[\"release\",\"dynamic\"]");
		observer.expect("43" + OBSERVER + ",7[]");
		assertThat(connecting.text()).startsWith("40/dynamic-4,{\"sid\":");
		assertThat(created("/dynamic-4")).isOne();
	}

	@Test
	@Case(142)
	void attachesDeclaredNamespaceToItsParent() {
		ServerUnderTest server = socketIO();
		assertThat(created("/dynamic-101")).isOne();
		RawWebSocket declared = webSocket(server);
		declared.connect("40/dynamic-101,{\"tag\":\"declared\"}");
		assertThat(records(server, "declared")).containsExactly("middleware", "connect /dynamic-101");
		Polling other = polling(server);
		other.connect("40/dynamic-5,");
		RawWebSocket secret = webSocket(server);
		secret.connect("40");
		secret.connect("40/other parent,{\"password\":\"sesame\"}");
		declared.send("42/dynamic-101,[\"broadcast-dynamic\",\"hello\"]");
		declared.expect("42/dynamic-101,[\"hello\"]");
		other.expect("42/dynamic-5,[\"hello\"]");
		secret.expectAlive();
		assertThat(created("/dynamic-101")).isOne();
	}

}
