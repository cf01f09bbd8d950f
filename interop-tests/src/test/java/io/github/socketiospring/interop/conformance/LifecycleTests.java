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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section H, cases 136 to 139 and 148: how a socket ends.
 */
class LifecycleTests extends ConformanceTests {

	@Test
	@Case(136)
	void leavesRoomsBeforeDisconnectIsReported() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		webSocket.send("420[\"join\",\"!ending\"]");
		webSocket.expect("430[]");
		webSocket.send("41");
		awaitDisconnect(server, id, "client namespace disconnect");
		assertThat(records(server, id)).containsExactly("rooms 0", "disconnect client namespace disconnect");
	}

	@Test
	@Case(136)
	void reportsWhyTransportEnded() {
		ServerUnderTest server = socketIO();
		RawWebSocket gone = webSocket(server);
		String id = gone.connect("40");
		gone.abort();
		awaitDisconnect(server, id, "transport close");
		Polling closed = polling(server);
		id = closed.connect("40");
		closed.post("1");
		awaitDisconnect(server, id, "transport close");
		if (!server.isServletContainer()) {
			Polling aborted = polling(server);
			id = aborted.connect("40");
			RawHttp poll = aborted.startPoll();
			settle(server);
			poll.abort();
			awaitDisconnect(server, id, "transport error");
		}
		RawWebSocket pinging = webSocket(server);
		id = pinging.connect("40");
		pinging.send("2");
		awaitDisconnect(server, id, "transport error");
	}

	@Test
	@Case({ 137, 136 })
	void disconnectsAllNamespacesWithConnection() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String root = webSocket.connect("40");
		String admin = webSocket.connect("40/admin,");
		webSocket.send("42[\"disconnect-me\",true]");
		webSocket.expect("41");
		webSocket.expect("41/admin,");
		webSocket.expectClosed();
		awaitDisconnect(server, root, "server namespace disconnect");
		awaitDisconnect(server, admin, "server namespace disconnect");
	}

	@Test
	@Case({ 137, 45 })
	void disconnectsPollingClientWithConnection() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		String id = polling.connect("40");
		polling.post("42[\"disconnect-me\",true]");
		String payload = polling.poll();
		if (!payload.endsWith("1") || payload.equals("41")) {
			payload += SEPARATOR + polling.poll();
		}
		assertThat(payload).isIn("41" + SEPARATOR + "1", "41" + SEPARATOR + "6" + SEPARATOR + "1");
		polling.expectUnknown();
		awaitDisconnect(server, id, "server namespace disconnect");
	}

	@Test
	@Case({ 138, 136 })
	void disconnectsOneNamespace() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String root = webSocket.connect("40");
		String admin = webSocket.connect("40/admin,");
		webSocket.send("42/admin,[\"disconnect-me\"]");
		webSocket.expect("41/admin,");
		webSocket.expectAlive();
		awaitDisconnect(server, admin, "server namespace disconnect");
		assertThat(records(server, root)).isEmpty();
		assertThat(webSocket.connect("40/admin,")).isNotEqualTo(admin);
	}

	@Test
	@Case(139)
	void joinsNoRoomAfterDisconnect() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		webSocket.send("42[\"disconnect-join\",\"!after\"]");
		webSocket.expect("41");
		awaitRecord(server, id, "members 0");
	}

	@Test
	@Case(139)
	void handlesEventsThatCameBeforeDisconnectOfClient() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		String id = polling.connect("40");
		polling.post(String.join(SEPARATOR, "42[\"sink\",\"a\"]", "42[\"sink\",\"b\"]", "41"));
		awaitDisconnect(server, id, "client namespace disconnect");
		assertThat(records(server, id)).containsExactly("sink a", "sink b", "rooms 0",
				"disconnect client namespace disconnect");
	}

	@Test
	@Case(139)
	void handlesEventsThatCameBeforeCloseOfClient() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		String id = polling.connect("40");
		polling.post(String.join(SEPARATOR, "42[\"sink\",\"a\"]", "42[\"sink\",\"b\"]", "1"));
		awaitDisconnect(server, id, "transport close");
		assertThat(records(server, id)).containsExactly("sink a", "sink b", "rooms 0", "disconnect transport close");
	}

	@Test
	@Case(139)
	void dropsEventsThatWaitAtDisconnectByServer() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		String id = polling.connect("40");
		polling.post("42[\"disconnect-me\"]" + SEPARATOR + "42[\"sink\",\"late\"]");
		polling.expect("41");
		awaitDisconnect(server, id, "server namespace disconnect");
		polling.connect("40");
		polling.expectAlive();
		assertThat(records(server, id)).containsExactly("rooms 0", "disconnect server namespace disconnect");
	}

	@Test
	@Case({ 148, 46, 55, 136 })
	void closesEverythingWithServer() {
		ServerUnderTest server = this.binding.start(ServerOptions.socketIO());
		RawWebSocket webSocket = webSocket(server);
		String root = webSocket.connect("40");
		String admin = webSocket.connect("40/admin,");
		Polling polling = polling(server);
		String polled = polling.connect("40");
		RawHttp poll = polling.startPoll();
		settle(server);
		CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
		webSocket.expectClosed();
		webSocket.close();
		assertThat(poll.response().summary()).isEqualTo("200 1");
		for (String id : new String[] { root, admin, polled }) {
			awaitDisconnect(server, id, "server shutting down");
		}
		assertThat(closing).succeedsWithin(RawHttp.DEADLINE);
		assertThat(refuses(server)).isTrue();
	}

	private boolean refuses(ServerUnderTest server) {
		try {
			return get(server, server.target("polling", "")).status() >= 400;
		}
		catch (UncheckedIOException ex) {
			return true;
		}
	}

}
