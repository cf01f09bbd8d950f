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

package io.github.socketiospring.annotation.support;

import java.security.Principal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.ParentNamespace;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * An application context with controllers, and a stand-in for the server that calls them
 * as the server does.
 */
final class ControllerTester implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final Scheduler workers = Schedulers.newSingle("test-worker");

	private final Map<String, NamespaceHandler> handlers = new LinkedHashMap<>();

	private final SocketIOServer server = server(this.handlers);

	private final SocketIOSocket socket = mock(SocketIOSocket.class);

	private RecordingAck ack = new RecordingAck(true);

	private ControllerTester() {
		SocketIONamespace namespace = mock(SocketIONamespace.class);
		given(this.socket.namespace()).willReturn(namespace);
		given(namespace.server()).willReturn(this.server);
		handshake(null, Map.of());
	}

	static ControllerTester of(Class<?>... beans) {
		return of(HandlerExecution.AUTO, (context) -> context.register(beans));
	}

	static ControllerTester of(HandlerExecution execution, Consumer<AnnotationConfigApplicationContext> customizer) {
		ControllerTester tester = new ControllerTester();
		tester.context.registerBean("server", SocketIOServer.class, () -> tester.server);
		tester.start(execution, customizer);
		return tester;
	}

	/**
	 * A context without a server of its own.
	 */
	static ControllerTester withoutServer(Consumer<AnnotationConfigApplicationContext> customizer) {
		ControllerTester tester = new ControllerTester();
		tester.start(HandlerExecution.AUTO, customizer);
		return tester;
	}

	private void start(HandlerExecution execution, Consumer<AnnotationConfigApplicationContext> customizer) {
		try {
			this.context.registerBean(AnnotatedControllerConfigurer.class,
					() -> new AnnotatedControllerConfigurer(execution, this.workers, JsonMapper.shared()));
			customizer.accept(this.context);
			this.context.refresh();
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * A server that keeps the handlers by the names of their namespaces.
	 */
	static SocketIOServer server(Map<String, NamespaceHandler> handlers) {
		SocketIOServer server = mock(SocketIOServer.class);
		given(server.of(anyString()))
			.willAnswer((of) -> namespace(mock(SocketIONamespace.class), of.getArgument(0), handlers));
		given(server.of(any(NamespaceTemplate.class)))
			.willAnswer((of) -> namespace(mock(ParentNamespace.class), of.getArgument(0).toString(), handlers));
		return server;
	}

	private static SocketIONamespace namespace(SocketIONamespace namespace, String name,
			Map<String, NamespaceHandler> handlers) {
		given(namespace.addHandler(any())).willAnswer((add) -> {
			handlers.put(name, add.getArgument(0));
			return namespace;
		});
		return namespace;
	}

	AnnotationConfigApplicationContext context() {
		return this.context;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	SocketIOServer server() {
		return this.server;
	}

	SocketIOSocket socket() {
		return this.socket;
	}

	RecordingAck ack() {
		return this.ack;
	}

	Map<String, NamespaceHandler> handlers() {
		return this.handlers;
	}

	ControllerTester handshake(Principal principal, Map<String, Object> auth) {
		TestHandshake handshake = new TestHandshake(principal, auth);
		given(this.socket.handshake()).willReturn(handshake);
		given(this.socket.principal()).willReturn(principal);
		return this;
	}

	ControllerTester withoutAckRequest() {
		this.ack = new RecordingAck(false);
		return this;
	}

	EventHandler handler(String event) {
		return this.handlers.get("/").eventHandler(event);
	}

	/**
	 * What the handler itself returns.
	 */
	Object handle(String event, Object... args) throws Throwable {
		EventHandler handler = handler(event);
		return handler.handle(this.socket, event, new TestArguments(args).bind(handler.payloadTypes()), this.ack);
	}

	/**
	 * Send an event to the default namespace, and have errors handled.
	 * @return the arguments of the acknowledgement; null if it is left to the method
	 */
	List<Object> send(String event, Object... args) throws Throwable {
		try {
			return await(handle(event, args));
		}
		catch (Throwable ex) {
			return await(handler(event).handleError(this.socket, ex, this.ack));
		}
	}

	private static List<Object> await(Object answer) {
		Object args = (answer instanceof Publisher<?> publisher)
				? Flux.from(publisher).singleOrEmpty().block(Duration.ofSeconds(10)) : answer;
		return (args != null) ? Arrays.asList(((AckArgs) args).values()) : null;
	}

	void connect() {
		this.handlers.get("/").onConnect(this.socket).block(Duration.ofSeconds(10));
	}

	void disconnect(DisconnectReason reason) {
		this.handlers.get("/").onDisconnect(this.socket, reason).block(Duration.ofSeconds(10));
	}

	@Override
	public void close() {
		this.context.close();
		this.workers.dispose();
	}

}
