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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.socket.client.Ack;
import io.socket.client.Manager;
import io.socket.client.Socket;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/**
 * Clients of the official Java library.
 */
final class JavaClients implements AutoCloseable {

	static final Duration DEADLINE = Duration.ofSeconds(15);

	private final URI url;

	private final ClientTransport transport;

	private final OkHttpClient http;

	private final List<Socket> sockets = new ArrayList<>();

	JavaClients(URI url, ClientTransport transport, Interceptor... interceptors) {
		this(url, transport, (builder) -> List.of(interceptors).forEach(builder::addInterceptor));
	}

	JavaClients(URI url, ClientTransport transport, Consumer<OkHttpClient.Builder> customizer) {
		this.url = url;
		this.transport = transport;
		OkHttpClient.Builder builder = new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(1));
		customizer.accept(builder);
		this.http = builder.build();
		// A poll that waits counts
		this.http.dispatcher().setMaxRequestsPerHost(64);
	}

	Manager.Options options() {
		Manager.Options options = new Manager.Options();
		options.transports = this.transport.names();
		options.reconnection = false;
		options.callFactory = this.http;
		options.webSocketFactory = (request, listener) -> this.http.newWebSocket(request,
				new ClosingListener(listener));
		return options;
	}

	/**
	 * A socket on a connection of its own, not connected yet.
	 */
	Socket socket(String namespace, Consumer<Manager.Options> customizer) {
		Manager.Options options = options();
		customizer.accept(options);
		return socket(new Manager(this.url, options), namespace, options);
	}

	/**
	 * A socket on the connection of another one.
	 */
	Socket socket(Manager manager, String namespace, Manager.Options options) {
		Socket socket = manager.socket(namespace, options);
		this.sockets.add(socket);
		return socket;
	}

	Socket connect(String namespace) {
		return connect(namespace, (options) -> {
		});
	}

	Socket connect(String namespace, Consumer<Manager.Options> customizer) {
		return connect(socket(namespace, customizer));
	}

	Socket connect(Socket socket) {
		Inbox connected = new Inbox(socket, Socket.EVENT_CONNECT);
		socket.connect();
		connected.next();
		return socket;
	}

	/**
	 * Emits an event and awaits its acknowledgement.
	 * @return the arguments
	 */
	static List<Object> ask(Socket socket, String event, Object... args) {
		CompletableFuture<List<Object>> answer = new CompletableFuture<>();
		socket.emit(event, args, (Ack) (values) -> answer.complete(Inbox.plain(values)));
		return answer.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
	}

	@Override
	public void close() {
		for (Socket socket : this.sockets) {
			socket.io().reconnection(false);
			socket.disconnect();
		}
	}

	/**
	 * To be called when the connections have ended.
	 */
	void shutDown() {
		this.http.dispatcher().executorService().shutdown();
		this.http.connectionPool().evictAll();
	}

}
