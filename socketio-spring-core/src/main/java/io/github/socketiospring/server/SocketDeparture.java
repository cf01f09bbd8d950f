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

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.socketiospring.DisconnectReason;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells those who want to know that a socket leaves: first while it still has its rooms,
 * then when it is gone, both after the events that came before. Begun in the session's
 * serial place.
 */
final class SocketDeparture {

	private final DefaultSocket socket;

	private final SocketEvents events;

	private final Listeners<Consumer<DisconnectReason>> disconnectingListeners = new Listeners<>();

	private final Listeners<Consumer<DisconnectReason>> disconnectListeners = new Listeners<>();

	private volatile @Nullable Set<String> rooms;

	/** Set once those who listen to the end are told. */
	private volatile @Nullable DisconnectReason leftFor;

	SocketDeparture(DefaultSocket socket, SocketEvents events) {
		this.socket = socket;
		this.events = events;
	}

	Disposable onDisconnecting(Consumer<DisconnectReason> listener) {
		return this.disconnectingListeners.add(listener);
	}

	Disposable onDisconnect(Consumer<DisconnectReason> listener) {
		Disposable listening = this.disconnectListeners.add(listener);
		DisconnectReason reason = this.leftFor;
		if (reason == null) {
			return listening;
		}
		if (this.disconnectListeners.remove(listener)) {
			listener.accept(reason);
		}
		return Disposables.disposed();
	}

	/**
	 * Keep the rooms for those who are told before the end.
	 */
	void keepRooms(Set<String> rooms) {
		this.rooms = rooms;
	}

	/**
	 * Nobody is told before the end, or any more.
	 */
	void forgetRooms() {
		this.rooms = null;
	}

	/**
	 * The rooms that the socket had.
	 * @return null before it leaves, and after those who listen to the end are told
	 */
	@Nullable Set<String> rooms() {
		return this.rooms;
	}

	void begin(DisconnectReason reason) {
		this.events.onLeft(reason);
		for (Consumer<DisconnectReason> listener : this.disconnectingListeners) {
			this.events.run(this.events.listenersBlock(), () -> call(listener, reason));
		}
		this.events.run(false,
				() -> Flux.fromIterable(this.socket.defaultNamespace().handlers())
					.concatMap((handler) -> this.socket.limit(call(() -> handler.onDisconnecting(this.socket, reason)))
						.onErrorResume(this::ignore))
					.subscribe(null, null, () -> this.socket.session().execute(() -> end(reason)),
							Scopes.context(this.socket, null)));
	}

	private void end(DisconnectReason reason) {
		forgetRooms();
		this.leftFor = reason;
		for (Consumer<DisconnectReason> listener : this.disconnectListeners) {
			if (this.disconnectListeners.remove(listener)) {
				this.events.run(this.events.listenersBlock(), () -> call(listener, reason));
			}
		}
		this.events.run(false, () -> Flux.fromIterable(this.socket.defaultNamespace().handlers())
			.flatMap((handler) -> call(() -> handler.onDisconnect(this.socket, reason)).onErrorResume(this::ignore))
			.subscribe(null, null, this.socket::releaseNamespace, Scopes.context(this.socket, null)));
	}

	private Mono<Void> call(Supplier<Mono<Void>> handler) {
		return Mono.defer(() -> Scopes.call(this.socket, false, handler));
	}

	private void call(Consumer<DisconnectReason> listener, DisconnectReason reason) {
		try {
			Scopes.run(this.socket, this.events.listenersBlock(), () -> listener.accept(reason));
		}
		catch (RuntimeException ex) {
			log(ex);
		}
	}

	private Mono<Void> ignore(Throwable error) {
		log(error);
		return Mono.empty();
	}

	private void log(Throwable error) {
		this.socket.defaultNamespace().errors().listener().error(error);
	}

}
