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

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.Handshake;
import io.github.socketiospring.SocketIOSocket;

/**
 * Why sockets left: what no client can see. Outlives the server. A socket is known by its
 * namespace and the {@code key} of its {@code auth} object.
 */
final class Journal {

	private final Map<String, CompletableFuture<String>> reasons = new ConcurrentHashMap<>();

	void left(SocketIOSocket socket, DisconnectReason reason) {
		Handshake handshake = socket.handshake();
		Object key = handshake.auth().getOrDefault("key", handshake.query().getFirst("key"));
		if (key != null) {
			entry(socket.namespace().name() + " " + key).complete(reason.toString());
		}
	}

	/**
	 * Waits for the reason of a socket.
	 * @param socket its namespace and key
	 */
	String reason(String socket) {
		return entry(socket).orTimeout(15, TimeUnit.SECONDS).join();
	}

	private CompletableFuture<String> entry(String socket) {
		return this.reasons.computeIfAbsent(socket, (key) -> new CompletableFuture<>());
	}

}
