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

package io.github.socketiospring.benchmarks.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * The limit for what comes over HTTP: hard-coded answers behind WebFlux.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = "io.github.socketiospring.boot.autoconfigure.SocketIOAutoConfiguration")
public class LimitWebFluxServer {

	private static final byte[] OK = ascii("ok");

	private static final byte[] CONNECTED = ascii(HardCodedHandler.CONNECTED);

	private static final byte[] ECHO = ascii("42[\"echo\",\"0123456789abcdef0123456789abcdef\"]");

	private final HardCodedHandler.Rooms rooms = new HardCodedHandler.Rooms();

	/** The polling clients by their numbers: all are on one event loop. */
	private final Map<String, Poller> pollers = new HashMap<>();

	/**
	 * Run.
	 * @param args none
	 * @throws IOException if standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(LimitWebFluxServer.class)
			.web(WebApplicationType.REACTIVE)
			.run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off",
					"--logging.level.root=warn");
		ServerMain.ready(context.getBean(Environment.class).getRequiredProperty("local.server.port", Integer.class));
	}

	@Bean
	SimpleUrlHandlerMapping limitMapping() {
		return new SimpleUrlHandlerMapping(Map.of("/socket.io/", (WebHandler) this::handle), -2);
	}

	private Mono<Void> handle(ServerWebExchange exchange) {
		MultiValueMap<String, String> query = exchange.getRequest().getQueryParams();
		if ("websocket".equals(query.getFirst("transport"))) {
			return upgrade(exchange);
		}
		String sid = query.getFirst("sid");
		if (sid == null) {
			String next = String.valueOf(this.pollers.size());
			this.pollers.put(next, new Poller());
			return write(exchange, ascii(HardCodedHandler.open(next)));
		}
		Poller poller = this.pollers.getOrDefault(sid, new Poller());
		if (HttpMethod.GET.equals(exchange.getRequest().getMethod())) {
			return Mono.<byte[]>create(poller::poll).flatMap((packet) -> write(exchange, packet));
		}
		return DataBufferUtils.join(exchange.getRequest().getBody()).flatMap((body) -> {
			byte letter = body.getByte(body.readPosition() + 1);
			DataBufferUtils.release(body);
			poller.offer((letter == '0') ? CONNECTED : ECHO);
			return write(exchange, OK);
		});
	}

	private Mono<Void> upgrade(ServerWebExchange exchange) {
		ServerHttpResponse response = exchange.getResponse();
		HttpServerResponse reactorNetty = ServerHttpResponseDecorator.getNativeResponse(response);
		return response.setComplete().then(Mono.defer(() -> reactorNetty.sendWebsocket((in, out) -> {
			in.withConnection((connection) -> connection.addHandlerLast(new HardCodedHandler(this.rooms)));
			return in.receiveFrames().then();
		})));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static Mono<Void> write(ServerWebExchange exchange, byte[] body) {
		ServerHttpResponse response = exchange.getResponse();
		response.getHeaders().set("Content-Type", "text/plain; charset=UTF-8");
		response.getHeaders().setContentLength(body.length);
		return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
	}

	/**
	 * A request that waits, or a packet that does.
	 */
	private static final class Poller {

		private @Nullable MonoSink<byte[]> request;

		private byte @Nullable [] packet;

		private void poll(MonoSink<byte[]> request) {
			byte[] packet = this.packet;
			if (packet != null) {
				this.packet = null;
				request.success(packet);
			}
			else {
				this.request = request;
			}
		}

		private void offer(byte[] packet) {
			MonoSink<byte[]> request = this.request;
			if (request != null) {
				this.request = null;
				request.success(packet);
			}
			else {
				this.packet = packet;
			}
		}

	}

}
