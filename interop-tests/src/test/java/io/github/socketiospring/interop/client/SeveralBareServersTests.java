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

package io.github.socketiospring.interop.client;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.socket.client.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.socketiospring.interop.client.JavaClients.ask;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two servers without Spring Boot in one process.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#bare")
class SeveralBareServersTests {

	@Parameter
	ServerBinding binding;

	private BareServer one;

	private BareServer two;

	private JavaClients clientsOfOne;

	private JavaClients clientsOfTwo;

	@BeforeEach
	void start() {
		this.one = new BareServer(this.binding, new Journal(), () -> server("/one"));
		this.two = new BareServer(this.binding, new Journal(), () -> server("/two"));
		this.clientsOfOne = new JavaClients(this.one.url(), ClientTransport.UPGRADE);
		this.clientsOfTwo = new JavaClients(this.two.url(), ClientTransport.UPGRADE);
	}

	@AfterEach
	void close() {
		this.clientsOfOne.close();
		this.clientsOfTwo.close();
		this.one.close();
		this.two.close();
		this.clientsOfOne.shutDown();
		this.clientsOfTwo.shutDown();
	}

	private static SocketIOServer server(String path) {
		SocketIOServer server = new SocketIOServerBuilder().path(path).build();
		server.onConnection((socket) -> {
			socket.join("room");
			socket.on("who", (args, ack) -> ack.send(path));
			socket.on("spread", (args, ack) -> {
				server.to("room").emit("news", path);
				ack.send(server.engine().clientsCount());
			});
		});
		return server;
	}

	@Test
	void keepsEventsOfEachServerToItself() {
		Socket first = connect(this.clientsOfOne, "/one");
		Socket second = connect(this.clientsOfTwo, "/two");
		Inbox newsOfFirst = new Inbox(first, "news");
		Inbox newsOfSecond = new Inbox(second, "news");
		assertThat(ask(first, "spread")).containsExactly(1);
		assertThat(ask(second, "spread")).containsExactly(1);
		assertThat(ask(first, "who")).containsExactly("/one");
		assertThat(ask(second, "who")).containsExactly("/two");
		assertThat(newsOfFirst.next()).containsExactly("/one");
		assertThat(newsOfSecond.next()).containsExactly("/two");
		assertThat(newsOfFirst.rest()).isEmpty();
		assertThat(newsOfSecond.rest()).isEmpty();
	}

	@Test
	void servesItsPathAlone() {
		Socket misled = this.clientsOfOne.socket("/", (options) -> options.path = "/two");
		Inbox refusals = new Inbox(misled, Socket.EVENT_CONNECT_ERROR);
		misled.connect();
		refusals.next();
		assertThat(this.one.servers().get(0).engine().clientsCount()).isZero();
	}

	@Test
	void leavesOtherWhenOneIsClosed() {
		Socket first = connect(this.clientsOfOne, "/one");
		Socket second = connect(this.clientsOfTwo, "/two");
		Inbox gone = new Inbox(first, Socket.EVENT_DISCONNECT);
		this.one.close();
		assertThat(gone.next()).first().asString().startsWith("transport ");
		assertThat(ask(second, "who")).containsExactly("/two");
		assertThat(ask(connect(this.clientsOfTwo, "/two"), "who")).containsExactly("/two");
	}

	private static Socket connect(JavaClients clients, String path) {
		return clients.connect("/", (options) -> options.path = path);
	}

}
