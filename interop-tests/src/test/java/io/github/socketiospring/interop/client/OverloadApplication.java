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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.SocketEmitter;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.engineio.EngineIOCounter;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * An application whose handlers do not end until another client says so.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(OverloadApplication.Controller.class)
class OverloadApplication {

	static TestServer start(ServerBinding binding, String maxPause) {
		return new BootServer(binding, OverloadApplication.class, "default", "socketio.inbound.max-events-in-flight=4",
				"socketio.inbound.max-queued-events=8", "socketio.inbound.max-pause=" + maxPause,
				"socketio.ping-timeout=2s");
	}

	@SocketIOController
	static class Controller {

		private final SocketIOServer server;

		private final Map<String, Visit> visits = new ConcurrentHashMap<>();

		Controller(SocketIOServer server) {
			this.server = server;
		}

		@OnConnect
		void connected(SocketIOSocket socket) {
			this.visits.put(socket.id(), new Visit(paused()));
		}

		private long paused() {
			return this.server.engine().count(EngineIOCounter.READING_PAUSED);
		}

		private Visit visit(SocketIOSocket socket) {
			return this.visits.get(socket.id());
		}

		@OnEvent("worker")
		void onWorker(SocketIOSocket socket, int number) {
			Visit visit = visit(socket);
			visit.permits.acquireUninterruptibly();
			visit.handled.add(number);
		}

		@OnEvent("reactive")
		Mono<Void> reactive(SocketIOSocket socket, int number) {
			Visit visit = visit(socket);
			visit.handled.add(number);
			return visit.released.asMono();
		}

		@OnEvent("ask later")
		void askLater(SocketIOSocket socket, int timeout) {
			Visit visit = visit(socket);
			visit.permits.acquireUninterruptibly();
			SocketEmitter emitter = (timeout > 0) ? socket.timeout(Duration.ofMillis(timeout)) : socket;
			String outcome;
			try {
				outcome = emitter.emitWithAck("question", String.class).block();
			}
			catch (RuntimeException ex) {
				outcome = ex.getClass().getSimpleName();
			}
			socket.emit("asked", outcome);
			visit.outcome.tryEmitValue(outcome);
		}

		@OnEvent("handled")
		List<Integer> handled(SocketIOSocket socket) {
			return visit(socket).handled;
		}

		@OnDisconnect
		void left(SocketIOSocket socket, DisconnectReason reason) {
			visit(socket).reason.tryEmitValue(reason.toString());
		}

		// What other clients ask and say

		@OnEvent("echo")
		@NonBlocking
		Object echo(Object value) {
			return value;
		}

		@OnEvent("state")
		State state(String id) {
			Visit visit = this.visits.get(id);
			return new State(visit.handled.size(), paused() - visit.pausedBefore);
		}

		@OnEvent("until paused")
		Mono<Void> untilPaused(String id) {
			Visit visit = this.visits.get(id);
			return Mono.defer(() -> (paused() > visit.pausedBefore) ? Mono.just("paused") : Mono.empty())
				.repeatWhenEmpty((rounds) -> rounds.delayElements(Duration.ofMillis(5)))
				.then();
		}

		@OnEvent("release one")
		@NonBlocking
		void releaseOne(String id) {
			this.visits.get(id).permits.release();
		}

		@OnEvent("release")
		@NonBlocking
		void release(String id) {
			Visit visit = this.visits.get(id);
			visit.permits.release(1_000_000);
			visit.released.tryEmitEmpty();
		}

		@OnEvent("outcome")
		Mono<String> outcome(String id) {
			return this.visits.get(id).outcome.asMono();
		}

		@OnEvent("reason")
		Mono<String> reason(String id) {
			return this.visits.get(id).reason.asMono();
		}

		@OnEvent("handled by")
		List<Integer> handledBy(String id) {
			return this.visits.get(id).handled;
		}

		record State(int started, long paused) {
		}

		/**
		 * What happens to a socket.
		 */
		private static final class Visit {

			private final Semaphore permits = new Semaphore(0);

			private final Sinks.Empty<Void> released = Sinks.empty();

			private final List<Integer> handled = new CopyOnWriteArrayList<>();

			private final Sinks.One<String> outcome = Sinks.one();

			private final Sinks.One<String> reason = Sinks.one();

			private final long pausedBefore;

			Visit(long pausedBefore) {
				this.pausedBefore = pausedBefore;
			}

		}

	}

}
