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

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.redis.SocketIOEmitter;
import io.github.socketiospring.redis.SubscriptionMode;
import reactor.core.publisher.Mono;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * An emitter of Java, no server: the same as {@code js/emitter.js}.
 */
final class JavaEmitter {

	private JavaEmitter() {
	}

	static List<String> command(ClusterSettings settings) {
		return JavaControl.command(JavaEmitter.class,
				List.of(settings.adapter().name(), String.valueOf(settings.redisPort())));
	}

	public static void main(String[] args) throws IOException {
		LoggingSystem.get(JavaEmitter.class.getClassLoader())
			.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
		JavaControl control = new JavaControl();
		LettuceConnectionFactory redis = new LettuceConnectionFactory("127.0.0.1", Integer.parseInt(args[1]));
		redis.afterPropertiesSet();
		SocketIOEmitter.Builder builder = SocketIOEmitter.builder(redis);
		switch (AdapterKind.valueOf(args[0])) {
			case REDIS -> builder.redis("socket.io");
			case REDIS_SHARDED -> builder.sharded("socket.io", SubscriptionMode.DYNAMIC);
			case REDIS_STREAMS -> builder.streams("socket.io", 1, 10_000);
		}
		try (SocketIOEmitter emitter = builder.build()) {
			control.serve(true, (command) -> run(emitter, command));
		}
		redis.destroy();
		JavaControl.reportLeaks();
	}

	private static Mono<Void> run(SocketIOEmitter emitter, Map<String, Object> command) {
		SocketIOEmitter target = target(emitter, command);
		switch ((String) command.get("command")) {
			case "emit" -> target.emit((String) command.get("event"), ((List<?>) command.get("args")).toArray());
			case "socketsJoin" -> target.socketsJoin(strings(command, "join"));
			case "socketsLeave" -> target.socketsLeave(strings(command, "leave"));
			case "disconnectSockets" -> target.disconnectSockets((Boolean) command.get("close"));
			case "serverSideEmit" ->
				target.serverSideEmit((String) command.get("event"), ((List<?>) command.get("args")).toArray());
			default -> throw new IllegalArgumentException("No such command: " + command);
		}
		return emitter.flush();
	}

	private static SocketIOEmitter target(SocketIOEmitter emitter, Map<String, Object> command) {
		SocketIOEmitter target = emitter.of((String) command.getOrDefault("namespace", "/"));
		if (command.containsKey("rooms")) {
			target = target.to(strings(command, "rooms"));
		}
		if (command.containsKey("except")) {
			target = target.except(strings(command, "except"));
		}
		if (command.containsKey("volatile")) {
			target = target.asVolatile();
		}
		return (command.get("compress") instanceof Boolean compress) ? target.compress(compress) : target;
	}

	private static String[] strings(Map<String, Object> command, String name) {
		return ((List<?>) command.get(name)).toArray(String[]::new);
	}

}
