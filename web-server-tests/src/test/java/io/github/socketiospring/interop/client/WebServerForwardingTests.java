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

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.interop.web.HttpPort;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.github.socketiospring.test.FakeCluster;
import io.github.socketiospring.webflux.SocketIOHttpHandler;
import io.github.socketiospring.webflux.SocketIOWebHandler;
import io.github.socketiospring.webflux.forwarding.RequestForwarding;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.socket.client.Socket;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two servers, one of which opens all sessions, while the other one gets all their
 * requests: on servlet containers, and over TLS.
 */
class WebServerForwardingTests {

	private final FakeCluster cluster = new FakeCluster();

	private final List<Node> nodes = new ArrayList<>();

	@AfterEach
	void close() {
		this.nodes.forEach(Node::close);
	}

	/**
	 * There, the upgrade is refused, so that the client stays on polling.
	 */
	@ParameterizedTest
	@CsvSource({ "TOMCAT, POLLING", "TOMCAT, UPGRADE", "JETTY, POLLING", "JETTY, UPGRADE" })
	void servesPollingOnContainers(WebServerBinding binding, ClientTransport transport) {
		Node owner = new Node("http", (handler, port) -> binding.serve(handler, port), null);
		Node other = new Node("http", (handler, port) -> binding.serve(handler, port), null);
		JavaClients clients = new JavaClients(other.url(), transport, (client) -> openAt(owner, client));
		assertServes(owner, other, clients, () -> {
			long refused = other.io.engine().count(EngineIOCounter.SESSION_ID_UNKNOWN);
			return refused == ((transport == ClientTransport.UPGRADE) ? 1 : 0)
					&& owner.io.engine().clientsCount("polling") == 1;
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "POLLING", "UPGRADE" })
	void forwardsOverTls(ClientTransport transport, @TempDir Path directory) throws Exception {
		TestCertificate certificate = TestCertificate.create(directory);
		Node owner = new Node("https", (handler, port) -> serve(handler, port, certificate), null);
		Node other = new Node("http", HttpPort::reactorNetty,
				SslContextBuilder.forClient().trustManager(certificate.pem().toFile()).build());
		JavaClients clients = new JavaClients(other.url(), transport, (client) -> {
			certificate.trust(client);
			openAt(owner, client);
		});
		assertServes(owner, other, clients, () -> owner.io.engine().clientsCount(transport.lastName()) == 1);
	}

	@Test
	void forwardsNothingToServerThatIsNotTrusted(@TempDir Path directory) throws Exception {
		TestCertificate certificate = TestCertificate.create(directory);
		Node owner = new Node("https", (handler, port) -> serve(handler, port, certificate), null);
		Node other = new Node("http", HttpPort::reactorNetty, SslContextBuilder.forClient().build());
		JavaClients clients = new JavaClients(other.url(), ClientTransport.POLLING, (client) -> {
			certificate.trust(client);
			openAt(owner, client);
		});
		try (clients) {
			Socket socket = clients.socket("/", (options) -> {
			});
			socket.connect();
			Awaitility.await()
				.atMost(JavaClients.DEADLINE)
				.until(() -> other.io.engine().count(EngineIOCounter.FORWARD_FAILED) > 0);
		}
		clients.shutDown();
	}

	private static HttpPort serve(HttpHandler handler, int port, TestCertificate certificate) {
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(port)
			.secure((spec) -> spec.sslContext(certificate.serverContext()))
			.handle(new ReactorHttpHandlerAdapter(handler))
			.bindNow();
		return new HttpPort() {

			@Override
			public int port() {
				return server.port();
			}

			@Override
			public void close() {
				server.disposeNow();
			}

		};
	}

	/**
	 * Have the requests that open a session go to another server than all others.
	 */
	private static void openAt(Node owner, OkHttpClient.Builder client) {
		client.addInterceptor((chain) -> {
			HttpUrl url = chain.request().url();
			HttpUrl opening = url.newBuilder().scheme(owner.url().getScheme()).port(owner.url().getPort()).build();
			return chain.proceed((url.queryParameter("sid") != null) ? chain.request()
					: chain.request().newBuilder().url(opening).build());
		});
	}

	/**
	 * Assert that a client is served.
	 * @param settled whether it has the transport that it stays with
	 */
	private static void assertServes(Node owner, Node other, JavaClients clients, Callable<Boolean> settled) {
		try (clients) {
			Socket socket = clients.connect("/");
			Inbox news = new Inbox(socket, "news");
			assertThat(JavaClients.ask(socket, "echo", "first")).containsExactly("first");
			Awaitility.await().atMost(JavaClients.DEADLINE).until(settled);
			for (int i = 0; i < 20; i++) {
				assertThat(JavaClients.ask(socket, "echo", i)).containsExactly(i);
			}
			String text = "ö".repeat(100_000);
			assertThat(JavaClients.ask(socket, "echo", text)).containsExactly(text);
			byte[] bytes = { 1, 2, -1 };
			assertThat(JavaClients.ask(socket, "echo", bytes)).containsExactly(ByteBuffer.wrap(bytes));
			owner.io.emit("news", "good");
			assertThat(news.next()).containsExactly("good");
			assertThat(owner.io.engine().clientsCount()).isOne();
			assertThat(other.io.engine().clientsCount()).isZero();
			assertThat(other.io.engine().count(EngineIOCounter.FORWARD_FAILED)).isZero();
		}
		Awaitility.await().atMost(JavaClients.DEADLINE).until(() -> owner.io.engine().clientsCount() == 0);
		clients.shutDown();
	}

	private final class Node {

		private final String scheme;

		private final SocketIOServer io;

		private final RequestForwarding forwarding;

		private final HttpPort http;

		Node(String scheme, HttpPort.Starter server, SslContext ssl) {
			this.scheme = scheme;
			FakeCluster.Member member = WebServerForwardingTests.this.cluster.join();
			this.io = new SocketIOServerBuilder().adapterFactory(member).serverInSessionIds(true).build();
			this.io.onConnection((socket) -> socket.on("echo", (args, ack) -> ack.send(args.get(0))));
			this.forwarding = new RequestForwarding(this.io, Duration.ofSeconds(5), 10, Duration.ofSeconds(30), ssl);
			SocketIOWebHandler handler = new SocketIOWebHandler(this.io.engine(), new CorsConfiguration(),
					new HandshakeWebSocketService(), true, false, this.forwarding);
			this.http = server.start(SocketIOHttpHandler.create("/socket.io", handler), 0);
			member.register(url() + "/socket.io/").block();
			WebServerForwardingTests.this.nodes.add(this);
		}

		URI url() {
			return URI.create(this.scheme + "://127.0.0.1:" + this.http.port());
		}

		void close() {
			this.io.close().block();
			this.forwarding.close().block();
			this.http.close();
		}

	}

}
