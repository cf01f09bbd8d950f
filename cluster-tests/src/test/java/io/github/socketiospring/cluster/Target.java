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

package io.github.socketiospring.cluster;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Sockets of all servers, as the operator of a server or an emitter addresses them.
 */
final class Target {

	private final RemoteProcess process;

	private final Map<String, Object> parameters;

	Target(RemoteProcess process) {
		this(process, Map.of());
	}

	private Target(RemoteProcess process, Map<String, Object> parameters) {
		this.process = process;
		this.parameters = parameters;
	}

	private Target with(String name, Object value) {
		return new Target(this.process, parameters(name, value));
	}

	private Map<String, Object> parameters(String name, Object value) {
		Map<String, Object> parameters = new LinkedHashMap<>(this.parameters);
		parameters.put(name, value);
		return parameters;
	}

	Target of(String namespace) {
		return with("namespace", namespace);
	}

	/**
	 * All but a socket of that server, from which it comes.
	 */
	Target from(String socket) {
		return with("from", socket);
	}

	Target to(String... rooms) {
		return with("rooms", List.of(rooms));
	}

	Target except(String... rooms) {
		return with("except", List.of(rooms));
	}

	Target asVolatile() {
		return with("volatile", true);
	}

	Target compress(boolean compress) {
		return with("compress", compress);
	}

	Target local() {
		return with("local", true);
	}

	Target timeout(Duration timeout) {
		return with("timeout", timeout.toMillis());
	}

	void emit(String event, Object... args) {
		this.process.call("emit", event(event, args));
	}

	/**
	 * Emit many events, each with the name of the server and its number from 0.
	 * @param slice how many at a time
	 * @param pause how long there are none then
	 */
	CompletableFuture<?> flood(String event, int count, int slice, Duration pause) {
		Map<String, Object> parameters = new LinkedHashMap<>(this.parameters);
		parameters.putAll(Map.of("event", event, "count", count, "slice", slice, "millis", pause.toMillis()));
		return this.process.send("flood", parameters);
	}

	/**
	 * Ask each socket.
	 * @return its answers, of each the first argument
	 */
	Responses emitWithAck(String event, Object... args) {
		return Responses.of(this.process.call("emitWithAck", event(event, args)));
	}

	private Map<String, Object> event(String event, Object... args) {
		return with("event", event).parameters("args", List.of(args));
	}

	void socketsJoin(String... rooms) {
		this.process.call("socketsJoin", parameters("join", List.of(rooms)));
	}

	void socketsLeave(String room) {
		this.process.call("socketsLeave", parameters("leave", List.of(room)));
	}

	void disconnectSockets(boolean close) {
		this.process.call("disconnectSockets", parameters("close", close));
	}

	FetchedSockets fetchSockets() {
		return FetchedSockets.of(this.process.call("fetchSockets", this.parameters));
	}

}
