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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.socket.client.Ack;
import io.socket.client.Manager;
import io.socket.client.Socket;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Metrics, traces and the endpoint of a running application, with the official Java
 * client and over HTTP.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservabilityTests {

	private static final String SPAN = "00f067aa0ba902b7";

	@Parameter
	ServerBinding binding;

	private final HttpClient http = HttpClient.newHttpClient();

	/** For what does not count from the beginning. */
	private BootServer traced;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.traced = start();
	}

	@AfterParameterizedClassInvocation
	void closeServer() {
		this.traced.close();
	}

	private BootServer start(String... properties) {
		return new BootServer(this.binding, MeasuredApplication.class, "default",
				Stream.concat(Stream.of("management.endpoints.web.exposure.include=*"), Stream.of(properties))
					.toArray(String[]::new));
	}

	@ParameterizedTest
	@CsvSource({ "POLLING,true", "WEBSOCKET,true", "UPGRADE,true", "WEBSOCKET,false" })
	void metersHaveTheExactValues(ClientTransport transport, boolean observed) throws Exception {
		try (BootServer server = start("socketio.observation.enabled=" + observed);
				JavaClients clients = new JavaClients(server.url(), transport)) {
			checkMeters(server, clients, transport);
			clients.shutDown();
		}
	}

	private void checkMeters(BootServer server, JavaClients clients, ClientTransport transport) throws Exception {
		String last = "transport=\"" + transport.lastName() + "\"";
		Traffic traffic = new Traffic();
		Socket socket = clients.socket("/", (options) -> {
		});
		Inbox connected = new Inbox(socket, Socket.EVENT_CONNECT);
		Inbox news = new Inbox(socket, "news");
		socket.on("question", (args) -> ((Ack) args[0]).call("fine"));
		traffic.received("0");
		traffic.sent("0{\"sid\":\"12345678901234567890\"}");
		socket.connect();
		connected.next();
		await().untilAsserted(
				() -> assertThat(sample(server, "socketio_server_sockets", "namespace=\"/\"", last)).isEqualTo(1));
		for (int i = 0; i < 5; i++) {
			assertThat(JavaClients.ask(socket, "echo", "hé")).containsExactly("hé");
			traffic.received("2" + i + "[\"echo\",\"hé\"]");
			traffic.sent("3" + i + "[\"hé\"]");
		}
		socket.emit("nobody cares");
		traffic.received("2[\"nobody cares\"]");
		assertThat(JavaClients.ask(socket, "work", "hard")).containsExactly("hard");
		traffic.received("25[\"work\",\"hard\"]");
		traffic.sent("35[\"hard\"]");
		JavaClients.ask(socket, "fail");
		traffic.received("26[\"fail\"]");
		traffic.sent("36[{\"error\":{\"code\":\"internal_error\",\"message\":\"Internal error\"}}]");
		assertThat(JavaClients.ask(socket, "ask me")).containsExactly("fine");
		traffic.received("27[\"ask me\"]");
		traffic.sent("20[\"question\"]");
		traffic.received("30[\"fine\"]");
		traffic.sent("37[\"fine\"]");
		socket.emit("tell all");
		traffic.received("2[\"tell all\"]");
		news.next();
		traffic.sent("2[\"news\",\"good\"]");
		assertThat(sample(server, "socketio_server_connections", last)).isEqualTo(1);
		refuse(server);
		socket.disconnect();
		traffic.received("1");

		// A handler, or a request, may be counted after its client has the answer
		await().untilAsserted(() -> assertMeters(server, transport, traffic));
	}

	private void assertMeters(BootServer server, ClientTransport transport, Traffic traffic) throws Exception {
		String last = "transport=\"" + transport.lastName() + "\"";
		assertThat(sample(server, "socketio_server_disconnects_total", "namespace=\"/\"",
				"reason=\"client namespace disconnect\""))
			.isEqualTo(1);
		assertThat(sample(server, "socketio_server_sockets", "namespace=\"/\"")).isZero();
		assertThat(sample(server, "socketio_server_handshakes_total", "transport=\"" + transport.names()[0] + "\""))
			.isEqualTo(1);
		assertThat(sample(server, "socketio_server_handshakes_total")).isEqualTo(1);
		assertThat(sample(server, "socketio_server_handshakes_refused_total", "code=\"0\"")).isEqualTo(1);
		assertThat(sample(server, "socketio_server_handshakes_refused_total")).isEqualTo(1);
		assertThat(sample(server, "socketio_server_upgrades_total", "outcome=\"completed\""))
			.isEqualTo((transport == ClientTransport.UPGRADE) ? 1 : 0);
		assertThat(sample(server, "socketio_server_connect_seconds_count", "namespace=\"/\"", "outcome=\"SUCCESS\""))
			.isEqualTo(1);
		assertThat(sample(server, "socketio_server_events_received_total", "event=\"echo\"")).isEqualTo(5);
		assertThat(sample(server, "socketio_server_events_received_total", "event=\"UNKNOWN\"")).isEqualTo(1);
		assertThat(sample(server, "socketio_server_events_received_total", "namespace=\"/\"")).isEqualTo(10);
		assertThat(sample(server, "socketio_server_events_sent_total", "namespace=\"/\"")).isEqualTo(2);
		assertThat(sample(server, "socketio_server_data_received_bytes_total")).isEqualTo(traffic.received);
		assertThat(sample(server, "socketio_server_data_sent_bytes_total")).isEqualTo(traffic.sent);
		if (transport != ClientTransport.UPGRADE) {
			assertThat(sample(server, "socketio_server_data_sent_bytes_total", last)).isEqualTo(traffic.sent);
		}
		assertThat(sample(server, "socketio_server_event_seconds_count", "event=\"echo\"", "outcome=\"SUCCESS\"",
				"error=\"none\"", "namespace=\"/\""))
			.isEqualTo(5);
		assertThat(sample(server, "socketio_server_event_seconds_count", "event=\"fail\"", "outcome=\"ERROR\"",
				"error=\"IllegalStateException\""))
			.isEqualTo(1);
		assertThat(sample(server, "socketio_server_event_seconds_count")).isEqualTo(9);
		assertThat(sample(server, "socketio_server_ack_seconds_count", "namespace=\"/\"", "outcome=\"SUCCESS\""))
			.isEqualTo(1);
		assertThat(
				sample(server, "socketio_server_counters_total", "counter=\"event_unhandled\"", "layer=\"socketio\""))
			.isEqualTo(1);
		assertThat(sample(server, "socketio_server_drops_total")).isZero();
		assertThat(sample(server, "socketio_server_outbound_packets")).isZero();
		assertThat(sample(server, "socketio_server_events_pending")).isZero();
		// Polls and WebSockets are left out; the handshake that was refused is not
		boolean polls = transport != ClientTransport.WEBSOCKET;
		assertThat(sample(server, "http_server_requests_seconds_count", "method=\"GET\"", "uri=\"/socket.io/\""))
			.isEqualTo(polls ? 2 : 1);
		assertThat(sample(server, "http_server_requests_seconds_count", "method=\"POST\"", "uri=\"/socket.io/\"") > 0)
			.isEqualTo(polls);
	}

	private void refuse(BootServer server) throws Exception {
		URI uri = server.url().resolve("/socket.io/?EIO=4&transport=carrier-pigeon");
		assertThat(this.http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode())
			.isEqualTo(400);
	}

	/**
	 * What Prometheus would scrape: the sum of the samples that have all of the labels.
	 */
	private double sample(BootServer server, String name, String... labels) throws Exception {
		URI uri = server.applicationUrl().resolve("/actuator/prometheus");
		String text = this.http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
		return text.lines()
			.filter((line) -> line.startsWith(name + "{") || line.startsWith(name + " "))
			.filter((line) -> Stream.of(labels).allMatch(line::contains))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

	@ParameterizedTest
	@EnumSource
	void traceOfTheClientGoesOn(ClientTransport transport) {
		checkTrace(transport, (options, traceparent) -> options.auth = Map.of("traceparent", traceparent));
	}

	@ParameterizedTest
	@EnumSource
	void traceOfTheHandshakeGoesOn(ClientTransport transport) {
		checkTrace(transport,
				(options, traceparent) -> options.extraHeaders = Map.of("traceparent", List.of(traceparent)));
	}

	private void checkTrace(ClientTransport transport, BiConsumer<Manager.Options, String> customizer) {
		String trace = UUID.randomUUID().toString().replace("-", "");
		MeasuredApplication.Spans spans = this.traced.context().getBean(MeasuredApplication.Spans.class);
		try (JavaClients clients = new JavaClients(this.traced.url(), transport)) {
			Socket socket = clients.connect("/",
					(options) -> customizer.accept(options, "00-" + trace + "-" + SPAN + "-01"));
			socket.on("question", (args) -> ((Ack) args[0]).call("fine"));
			JavaClients.ask(socket, "work", "hard");
			JavaClients.ask(socket, "later", "soon");
			JavaClients.ask(socket, "ask me");
		}
		for (String name : List.of("socketio connect /", "socketio event work", "socketio event later",
				"socketio event ask me")) {
			SpanData span = span(spans, trace, name);
			assertThat(span.getParentSpanId()).as(name).isEqualTo(SPAN);
			assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
			assertThat(span.getAttributes().asMap().toString()).contains("namespace=/", "outcome=SUCCESS",
					"socket.id=");
		}
		assertThat(span(spans, trace, "inner work").getParentSpanId())
			.isEqualTo(span(spans, trace, "socketio event work").getSpanId());
		assertThat(span(spans, trace, "inner later").getParentSpanId())
			.isEqualTo(span(spans, trace, "socketio event later").getSpanId());
		assertThat(span(spans, trace, "socketio ack question").getParentSpanId())
			.isEqualTo(span(spans, trace, "socketio event ask me").getSpanId());
	}

	private static SpanData span(MeasuredApplication.Spans spans, String trace, String name) {
		// A span may end after its client has its answer
		await().untilAsserted(() -> assertThat(spans.of(trace)).extracting(SpanData::getName).contains(name));
		return spans.of(trace).stream().filter((span) -> span.getName().equals(name)).findFirst().orElseThrow();
	}

	@ParameterizedTest
	@EnumSource
	void endpointDisconnectsAClient(ClientTransport transport) throws Exception {
		try (JavaClients clients = new JavaClients(this.traced.url(), transport)) {
			Socket socket = clients.connect("/");
			Inbox disconnected = new Inbox(socket, Socket.EVENT_DISCONNECT);
			HttpRequest request = HttpRequest
				.newBuilder(this.traced.applicationUrl().resolve("/actuator/socketio/disconnect"))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString("{\"namespace\":\"/\",\"socket\":\"" + socket.id() + "\"}"))
				.build();
			HttpResponse<Void> response = this.http.send(request, BodyHandlers.discarding());
			assertThat(response.statusCode()).isEqualTo(204);
			assertThat(disconnected.next()).containsExactly("io server disconnect");
		}
	}

	private static final class Traffic {

		private double received;

		private double sent;

		void received(String message) {
			this.received += message.getBytes(StandardCharsets.UTF_8).length;
		}

		void sent(String message) {
			this.sent += message.getBytes(StandardCharsets.UTF_8).length;
		}

	}

}
