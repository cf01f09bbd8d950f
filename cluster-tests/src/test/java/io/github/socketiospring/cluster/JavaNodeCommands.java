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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.BroadcastAcks;
import io.github.socketiospring.BroadcastOperator;
import io.github.socketiospring.RemoteSocket;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.EngineIOCounter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a server of the cluster can be told to do.
 */
class JavaNodeCommands {

	private final SocketIOServer io;

	private final JavaNodeHandlers handlers;

	JavaNodeCommands(SocketIOServer io, JavaNodeHandlers handlers) {
		this.io = io;
		this.handlers = handlers;
	}

	/**
	 * Do it: at once, or what takes a while on the subscription.
	 */
	Mono<?> run(Map<String, Object> command) {
		SocketIONamespace namespace = this.io.of((String) command.getOrDefault("namespace", "/"));
		BroadcastOperator target = target(namespace, command);
		String event = (String) command.get("event");
		Object[] args = list(command, "args");
		switch ((String) command.get("command")) {
			case "emit" -> target.emit(event, args);
			case "flood" -> {
				return flood(target, command);
			}
			case "emitWithAck" -> {
				return target.emitWithAck(event, args).map(JavaNodeCommands::responses);
			}
			case "socketsJoin" -> target.socketsJoin(strings(command, "join"));
			case "socketsLeave" -> target.socketsLeave(strings(command, "leave"));
			case "disconnectSockets" -> target.disconnectSockets((Boolean) command.get("close"));
			case "fetchSockets" -> {
				return fetch(target);
			}
			case "serverSideEmit" -> namespace.serverSideEmit(event, args);
			case "serverSideEmitWithAck" -> {
				return namespace.serverSideEmitWithAck(event, args).map(JavaNodeCommands::responses);
			}
			case "serverEvents" -> {
				return Mono.just(this.handlers.takeServerEvents());
			}
			case "local" -> {
				Map<String, Object> sockets = new LinkedHashMap<>();
				namespace.sockets().forEach((socket) -> sockets.put(socket.id(), new TreeSet<>(socket.rooms())));
				return Mono.just(sockets);
			}
			case "serverCount" -> {
				return namespace.serverSideEmitWithAck("server question")
					.map((acks) -> 1 + acks.responses().size() + acks.missing());
			}
			case "count" -> {
				return Mono.just(this.io.count(SocketIOCounter.valueOf((String) command.get("counter"))));
			}
			case "engineCount" -> {
				return Mono.just(this.io.engine().count(EngineIOCounter.valueOf((String) command.get("counter"))));
			}
			default -> throw new IllegalArgumentException("No such command: " + command);
		}
		return Mono.empty();
	}

	private Mono<Void> flood(BroadcastOperator target, Map<String, Object> command) {
		int count = (Integer) command.get("count");
		int slice = (Integer) command.get("slice");
		String event = (String) command.get("event");
		return Flux.interval(Duration.ofMillis((Integer) command.get("millis")))
			.onBackpressureBuffer()
			.take((count + slice - 1) / slice)
			.doOnNext((turn) -> {
				for (long number = turn * slice; number < Math.min(count, (turn + 1) * slice); number++) {
					target.emit(event, this.handlers.name(), number);
				}
			})
			.then();
	}

	private static BroadcastOperator target(SocketIONamespace namespace, Map<String, Object> command) {
		BroadcastOperator target = namespace;
		if (command.get("from") instanceof String id) {
			target = namespace.socket(id).broadcast();
		}
		if (command.containsKey("rooms")) {
			target = target.to(strings(command, "rooms"));
		}
		if (command.containsKey("except")) {
			target = target.except(strings(command, "except"));
		}
		if (command.containsKey("volatile")) {
			target = target.asVolatile();
		}
		if (command.get("compress") instanceof Boolean compress) {
			target = target.compress(compress);
		}
		if (command.containsKey("local")) {
			target = target.local();
		}
		if (command.get("timeout") instanceof Number millis) {
			target = target.timeout(Duration.ofMillis(millis.longValue()));
		}
		return target;
	}

	private static Object[] list(Map<String, Object> command, String name) {
		return (command.get(name) instanceof List<?> list) ? list.toArray() : new Object[0];
	}

	private static String[] strings(Map<String, Object> command, String name) {
		return ((List<?>) command.get(name)).toArray(String[]::new);
	}

	private static Map<String, Object> responses(BroadcastAcks<Arguments> acks) {
		Map<String, Object> result = new LinkedHashMap<>();
		List<Object> responses = new ArrayList<>();
		acks.responses().forEach((response) -> responses.add(response.get(0)));
		result.put("responses", responses);
		result.put("failure", acks.timedOut() ? "timed out, missing " + acks.missing() : null);
		return result;
	}

	private static Mono<Map<String, Object>> fetch(BroadcastOperator target) {
		Map<String, Object> result = new LinkedHashMap<>();
		List<Object> sockets = new ArrayList<>();
		result.put("sockets", sockets);
		result.put("failure", null);
		return target.fetchSockets().doOnNext((socket) -> sockets.add(describe(socket))).then().onErrorResume((ex) -> {
			result.put("failure", ex.toString());
			return Mono.empty();
		}).thenReturn(result);
	}

	private static Map<String, Object> describe(RemoteSocket socket) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("id", socket.id());
		details.put("rooms", new TreeSet<>(socket.rooms()));
		details.put("name", socket.attribute("name", String.class));
		details.put("auth", socket.handshake().auth());
		details.put("url", socket.handshake().url().toString());
		details.put("address", socket.handshake().address().getAddress().getHostAddress());
		details.put("userAgent", socket.handshake().headers().getFirst("user-agent"));
		return details;
	}

}
