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

package io.github.socketiospring.security.interop;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.socket.client.Ack;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.emitter.Emitter;
import okhttp3.OkHttpClient;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * Clients of the official Java library.
 */
final class Clients implements AutoCloseable {

	private static final Duration DEADLINE = Duration.ofSeconds(15);

	private final URI url;

	private final String[] transports;

	private final Map<String, List<String>> headers = new LinkedHashMap<>();

	private final OkHttpClient http = new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(1)).build();

	private final List<Socket> sockets = new ArrayList<>();

	Clients(URI url, Transport transport) {
		this.url = url;
		this.transports = transport.names();
		this.http.dispatcher().setMaxRequestsPerHost(64);
	}

	/**
	 * Have all requests come from a page.
	 */
	Clients ofPage(String origin) {
		this.headers.put("Origin", List.of(origin));
		return this;
	}

	/**
	 * A socket on a connection of its own, not connected yet.
	 * @param credentials name and password with a colon, or what is to be sent, or null
	 * @param auth names and values of the auth object in turn
	 */
	Socket socket(String namespace, String credentials, String... auth) {
		Manager.Options options = new Manager.Options();
		options.transports = this.transports;
		options.reconnection = false;
		options.callFactory = this.http;
		options.webSocketFactory = this.http;
		options.extraHeaders = new LinkedHashMap<>(this.headers);
		if (credentials != null) {
			options.extraHeaders.put("Authorization", List.of(authorization(credentials)));
		}
		options.auth = object(auth);
		Socket socket = new Manager(this.url, options).socket(namespace, options);
		this.sockets.add(socket);
		return socket;
	}

	Socket connect(String namespace, String credentials, String... auth) {
		Socket socket = socket(namespace, credentials, auth);
		CompletableFuture<List<Object>> connected = next(socket, Socket.EVENT_CONNECT);
		socket.once(Socket.EVENT_CONNECT_ERROR,
				(args) -> connected.completeExceptionally(new AssertionError("Refused: " + plain(args))));
		socket.connect();
		get(connected);
		return socket;
	}

	/**
	 * Try to connect, in vain.
	 * @return what the client is told
	 */
	List<Object> refusal(String namespace, String credentials, String... auth) {
		Socket socket = socket(namespace, credentials, auth);
		CompletableFuture<List<Object>> refused = next(socket, Socket.EVENT_CONNECT_ERROR);
		socket.once(Socket.EVENT_CONNECT,
				(args) -> refused.completeExceptionally(new AssertionError("It was not refused")));
		socket.connect();
		return get(refused);
	}

	/**
	 * The header for a name and a password; what is one already is left as it is.
	 */
	static String authorization(String credentials) {
		return credentials.startsWith("Bearer ") ? credentials
				: "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

	static Map<String, String> object(String... entries) {
		Map<String, String> object = new LinkedHashMap<>();
		for (int i = 0; i < entries.length; i += 2) {
			object.put(entries[i], entries[i + 1]);
		}
		return object;
	}

	/**
	 * The next event of a name.
	 */
	static CompletableFuture<List<Object>> next(Emitter emitter, String event) {
		CompletableFuture<List<Object>> next = new CompletableFuture<>();
		emitter.once(event, (args) -> next.complete(plain(args)));
		return next;
	}

	/**
	 * Emits an event and awaits its acknowledgement.
	 * @return the first argument, or null if there is none
	 */
	static Object ask(Socket socket, String event, Object... args) {
		CompletableFuture<List<Object>> answer = new CompletableFuture<>();
		socket.emit(event, args, (Ack) (values) -> answer.complete(plain(values)));
		List<Object> values = get(answer);
		return values.isEmpty() ? null : values.get(0);
	}

	static <T> T get(CompletableFuture<T> future) {
		return future.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
	}

	private static List<Object> plain(Object... values) {
		List<Object> list = new ArrayList<>();
		Arrays.stream(values).map(Clients::plainValue).forEach(list::add);
		return list;
	}

	private static Object plainValue(Object value) {
		if (value instanceof JSONArray array) {
			List<Object> list = new ArrayList<>();
			for (int i = 0; i < array.length(); i++) {
				list.add(plainValue(array.opt(i)));
			}
			return list;
		}
		if (value instanceof JSONObject object) {
			Map<String, Object> map = new LinkedHashMap<>();
			for (Iterator<?> keys = object.keys(); keys.hasNext();) {
				String key = (String) keys.next();
				map.put(key, plainValue(object.opt(key)));
			}
			return map;
		}
		return (value == JSONObject.NULL) ? null : value;
	}

	@Override
	public void close() {
		this.sockets.forEach(Socket::disconnect);
	}

	/**
	 * To be called when the connections have ended.
	 */
	void shutDown() {
		this.http.dispatcher().executorService().shutdown();
		this.http.connectionPool().evictAll();
	}

}
