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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.CloseReason;
import io.github.socketiospring.engineio.EngineIOListener;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.EngineIOSession;
import io.github.socketiospring.interop.web.HttpPort;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.github.socketiospring.webflux.SocketIOHandlerMapping;
import io.github.socketiospring.webflux.SocketIOHttpHandler;
import io.github.socketiospring.webflux.SocketIOWebHandler;
import io.github.socketiospring.webflux.netty.ReactorNettyBinding;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.config.DelegatingWebFluxConfiguration;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * This project's server, set up as {@link ServerUnderTest} says.
 */
final class SocketIOSpringServer implements ServerUnderTest {

	private final SocketIOSpringSetup binding;

	private final ServerOptions options;

	private final UnaryOperator<SocketIOServerBuilder> settings;

	private final List<String> records = new CopyOnWriteArrayList<>();

	private final Mono<Void> closing;

	private final HttpPort http;

	SocketIOSpringServer(SocketIOSpringSetup binding, ServerOptions options,
			UnaryOperator<SocketIOServerBuilder> settings) {
		this.binding = binding;
		this.options = options;
		this.settings = settings;
		EngineIOServer engine;
		if (options.raw()) {
			engine = echo();
			this.closing = engine.close();
		}
		else {
			SocketIOServer server = socketIO();
			SocketIOSpringHandlers.register(server, this.records);
			engine = server.engine();
			this.closing = server.close();
		}
		this.http = binding.starter().start(handler(engine), 0);
	}

	private EngineIOServer echo() {
		return EngineIOServer.builder()
			.pingInterval(this.options.pingInterval())
			.pingTimeout(this.options.pingTimeout())
			.upgradeTimeout(this.options.upgradeTimeout())
			.maxHttpBufferSize(this.options.maxHttpBufferSize())
			.transports(this.options.transports().toArray(String[]::new))
			.allowUpgrades(this.options.allowUpgrades())
			.allowEIO3(this.options.allowEIO3())
			.build((session) -> {
				this.records.add(session.id() + " open");
				if (session.handshake().query().containsKey("greet")) {
					session.send("greeting");
				}
				return new Echo(session, this.records);
			});
	}

	private SocketIOServer socketIO() {
		return this.settings.apply(new SocketIOServerBuilder())
			.path(path())
			.pingInterval(this.options.pingInterval())
			.pingTimeout(this.options.pingTimeout())
			.upgradeTimeout(this.options.upgradeTimeout())
			.connectTimeout(this.options.connectTimeout())
			.maxHttpBufferSize(this.options.maxHttpBufferSize())
			.transports(this.options.transports().toArray(String[]::new))
			.allowUpgrades(this.options.allowUpgrades())
			.allowEIO3(this.options.allowEIO3())
			.maxAttachments(this.options.maxAttachments())
			.connectionStateRecovery(this.options.recovery())
			.build();
	}

	private HttpHandler handler(EngineIOServer engine) {
		WebSocketService service = ReactorNettyBinding.webSocketService(engine);
		WebSocketService others = this.binding.otherWebSocketService();
		CorsConfiguration cors = new CorsConfiguration();
		if (!this.options.corsOrigins().isEmpty()) {
			cors.setAllowedOrigins(this.options.corsOrigins());
			cors.setAllowedMethods(List.of("GET", "POST"));
		}
		SocketIOWebHandler handler = new SocketIOWebHandler(engine, cors, service, this.binding.fastPath());
		HttpHandler endpoint = this.binding.mapped() ? application(handler)
				: SocketIOHttpHandler.create(path(), handler);
		HttpHandler other = WebHttpHandlerBuilder
			.webHandler((exchange) -> others.handleRequest(exchange,
					(session) -> session.send(Mono.just(session.textMessage("other"))).then(session.receive().then())))
			.build();
		return (request, response) -> request.getPath().value().equals("/other-websocket")
				? other.handle(request, response) : endpoint.handle(request, response);
	}

	private HttpHandler application(SocketIOWebHandler handler) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(DelegatingWebFluxConfiguration.class);
		context.registerBean(SocketIOHandlerMapping.class, () -> new SocketIOHandlerMapping(path(), handler));
		context.refresh();
		return WebHttpHandlerBuilder.applicationContext(context).build();
	}

	@Override
	public int port() {
		return this.http.port();
	}

	@Override
	public ServerOptions options() {
		return this.options;
	}

	@Override
	public List<String> records() {
		return List.copyOf(this.records);
	}

	@Override
	public int protocolErrorStatus() {
		return this.binding.protocolErrorStatus();
	}

	@Override
	public boolean isServletContainer() {
		return this.binding.isServletContainer();
	}

	@Override
	public int headTooLargeStatus(int specific) {
		return this.binding.headTooLargeStatus(specific);
	}

	@Override
	public void close() {
		this.closing.block(Duration.ofSeconds(10));
		this.http.close();
	}

	/**
	 * The listener of the raw server.
	 */
	private record Echo(EngineIOSession session, List<String> records) implements EngineIOListener {

		private void add(String record) {
			this.records.add(this.session.id() + " " + record);
		}

		@Override
		public void onText(ByteBuf content) {
			String text = content.toString(StandardCharsets.UTF_8);
			add("message " + text.substring(0, Math.min(text.length(), 100)));
			if (text.equals("close")) {
				this.session.close();
			}
			else {
				this.session.send(text);
			}
		}

		@Override
		public void onBinary(ByteBuf content) {
			add("binary " + ByteBufUtil.hexDump(content));
			this.session.send(content.retain());
		}

		@Override
		public void onUpgrade() {
			add("upgrade");
		}

		@Override
		public void onClose(CloseReason reason, String description) {
			add("close " + reason);
		}

	}

}
