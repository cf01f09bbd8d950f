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

package io.github.socketiospring.demo;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import org.json.JSONObject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One tab of a visitor: the Socket.IO client for the JVM, with calls that wait.
 */
final class TestClient implements AutoCloseable {

	private static final int WAIT_SECONDS = 10;

	private static final String[] EVENTS = { Socket.EVENT_CONNECT, Socket.EVENT_CONNECT_ERROR, "presence", "message",
			"picture", "private", "typing", "stats" };

	private final Map<String, BlockingQueue<Object[]>> received = new ConcurrentHashMap<>();

	private final Socket socket;

	TestClient(int port, String namespace, Map<String, String> auth) {
		IO.Options options = IO.Options.builder().setForceNew(true).setReconnection(false).setAuth(auth).build();
		this.socket = IO.socket(URI.create("http://localhost:" + port + namespace), options);
		for (String event : EVENTS) {
			BlockingQueue<Object[]> queue = new LinkedBlockingQueue<>();
			this.received.put(event, queue);
			this.socket.on(event, queue::add);
		}
		this.socket.connect();
	}

	static TestClient signIn(int port, String name) {
		return signIn(port, name, "key of " + name);
	}

	static TestClient signIn(int port, String name, String key) {
		TestClient client = new TestClient(port, "/", Map.of("name", name, "key", key));
		client.next(Socket.EVENT_CONNECT);
		return client;
	}

	/**
	 * The arguments of the next event of that name.
	 */
	Object[] next(String event) {
		try {
			Object[] args = this.received.get(event).poll(WAIT_SECONDS, TimeUnit.SECONDS);
			assertThat(args).as("event " + event).isNotNull();
			return args;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Send an event.
	 * @return the one argument of its acknowledgement
	 */
	JSONObject ask(String event, Object... args) {
		return (JSONObject) askForAll(event, args)[0];
	}

	/**
	 * Send an event.
	 * @return all arguments of its acknowledgement
	 */
	Object[] askForAll(String event, Object... args) {
		CompletableFuture<Object[]> answer = new CompletableFuture<>();
		this.socket.emit(event, args, (Ack) answer::complete);
		return answer.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
	}

	void send(String event, Object... args) {
		this.socket.emit(event, args);
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
