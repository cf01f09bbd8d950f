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

import io.github.socketiospring.ConnectObserver;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.SocketIOObserver;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Several observers of one server. The first is called first, and its handlers around
 * those of the others.
 */
record CompositeObserver(List<SocketIOObserver> observers) implements SocketIOObserver {

	/**
	 * One observer for several.
	 * @return null if there is none
	 */
	static @Nullable SocketIOObserver of(List<SocketIOObserver> observers) {
		return switch (observers.size()) {
			case 0 -> null;
			case 1 -> observers.get(0);
			default -> new CompositeObserver(List.copyOf(observers));
		};
	}

	@Override
	public void onOpen(String transport) {
		this.observers.forEach((observer) -> observer.onOpen(transport));
	}

	@Override
	public void onUpgrade() {
		this.observers.forEach(SocketIOObserver::onUpgrade);
	}

	@Override
	public void onReceived(String transport, int bytes) {
		for (SocketIOObserver observer : this.observers) {
			observer.onReceived(transport, bytes);
		}
	}

	@Override
	public void onSent(String transport, int bytes) {
		for (SocketIOObserver observer : this.observers) {
			observer.onSent(transport, bytes);
		}
	}

	@Override
	public NamespaceObserver namespace(String namespace) {
		return new OfNamespace(this.observers.stream().map((observer) -> observer.namespace(namespace)).toList());
	}

	private record OfNamespace(List<NamespaceObserver> observers) implements NamespaceObserver {

		@Override
		public @Nullable ConnectObserver onConnect(SocketIOSocket socket) {
			List<ConnectObserver> connect = new ArrayList<>();
			for (NamespaceObserver observer : this.observers) {
				ConnectObserver one = observer.onConnect(socket);
				if (one != null) {
					connect.add(one);
				}
			}
			return switch (connect.size()) {
				case 0 -> null;
				case 1 -> connect.get(0);
				default -> new OfConnect(connect);
			};
		}

		@Override
		public void onDisconnect(SocketIOSocket socket, DisconnectReason reason) {
			this.observers.forEach((observer) -> observer.onDisconnect(socket, reason));
		}

		@Override
		public void onEvent(@Nullable String event) {
			for (NamespaceObserver observer : this.observers) {
				observer.onEvent(event);
			}
		}

		@Override
		public void onEmit() {
			for (NamespaceObserver observer : this.observers) {
				observer.onEmit();
			}
		}

		@Override
		public EventHandler handler(@Nullable String event, EventHandler handler) {
			EventHandler result = handler;
			for (int i = this.observers.size() - 1; i >= 0; i--) {
				result = this.observers.get(i).handler(event, result);
			}
			return result;
		}

		@Override
		public <T> Mono<T> acknowledgement(String event, Mono<T> answer) {
			Mono<T> result = answer;
			for (int i = this.observers.size() - 1; i >= 0; i--) {
				result = this.observers.get(i).acknowledgement(event, result);
			}
			return result;
		}

	}

	private record OfConnect(List<ConnectObserver> observers) implements ConnectObserver {

		@Override
		public Context contextWrite(Context context) {
			Context result = context;
			for (ConnectObserver observer : this.observers) {
				result = observer.contextWrite(result);
			}
			return result;
		}

		@Override
		public void onAccepted() {
			this.observers.forEach(ConnectObserver::onAccepted);
		}

		@Override
		public void onRefused(Throwable error, boolean intended) {
			this.observers.forEach((observer) -> observer.onRefused(error, intended));
		}

		@Override
		public void onLeft(DisconnectReason reason) {
			this.observers.forEach((observer) -> observer.onLeft(reason));
		}

	}

}
