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

package io.github.socketiospring.boot.autoconfigure;

import java.util.Collection;
import java.util.List;

import io.github.socketiospring.SocketIOServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the Socket.IO servers with the application, and closes them before the web
 * server begins its graceful shutdown: for that an open WebSocket is a request under way,
 * which it would wait for in vain.
 */
class SocketIOLifecycle implements SmartLifecycle {

	static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;

	private static final Log logger = LogFactory.getLog(SocketIOLifecycle.class);

	private final List<SocketIOServer> servers;

	private final SocketIOApplicationEvents events;

	private volatile boolean running;

	SocketIOLifecycle(Collection<SocketIOServer> servers, SocketIOApplicationEvents events) {
		this.servers = List.copyOf(servers);
		this.events = events;
	}

	@Override
	public void start() {
		this.events.publishRoomEvents(this.servers);
		this.servers.forEach(SocketIOServer::start);
		this.running = true;
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		Flux.fromIterable(this.servers)
			.flatMap(SocketIOLifecycle::close)
			.doFinally((signal) -> callback.run())
			.subscribe();
	}

	private static Mono<Void> close(SocketIOServer server) {
		return Mono.defer(server::close).onErrorResume((ex) -> {
			logger.warn("The Socket.IO server at " + server.path() + " was not closed in an orderly way", ex);
			return Mono.empty();
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}
