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

package io.github.socketiospring.server;

import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Several guards of one server, all of which must let a socket or an event in. The first
 * is asked first, and whoever refuses is the last.
 */
record CompositeGuard(List<SocketIOGuard> guards) implements SocketIOGuard {

	/**
	 * One guard for several.
	 * @return null if there is none
	 */
	static @Nullable SocketIOGuard of(List<SocketIOGuard> guards) {
		return switch (guards.size()) {
			case 0 -> null;
			case 1 -> guards.get(0);
			default -> new CompositeGuard(List.copyOf(guards));
		};
	}

	@Override
	public Mono<Void> onConnect(SocketIOSocket socket) {
		return Flux.fromIterable(this.guards).concatMap((guard) -> guard.onConnect(socket)).then();
	}

	@Override
	public @Nullable EventGuard eventGuard(String namespace) {
		List<EventGuard> guards = new ArrayList<>();
		for (SocketIOGuard guard : this.guards) {
			EventGuard eventGuard = guard.eventGuard(namespace);
			if (eventGuard != null) {
				guards.add(eventGuard);
			}
		}
		return switch (guards.size()) {
			case 0 -> null;
			case 1 -> guards.get(0);
			default -> new OfEvents(guards);
		};
	}

	private record OfEvents(List<EventGuard> guards) implements EventGuard {

		@Override
		public void check(SocketIOSocket socket, @Nullable String event) {
			for (EventGuard guard : this.guards) {
				guard.check(socket, event);
			}
		}

		@Override
		public @Nullable EventListener<Arguments> listener(SocketIOSocket socket, @Nullable String event) {
			for (EventGuard guard : this.guards) {
				EventListener<Arguments> listener = guard.listener(socket, event);
				if (listener != null) {
					return listener;
				}
			}
			return null;
		}

	}

}
