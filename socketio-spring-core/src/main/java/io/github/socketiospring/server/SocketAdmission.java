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

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.protocol.Packet;
import reactor.core.publisher.Flux;

/**
 * How a namespace lets a socket in: its middlewares look at it, then it is a member, its
 * connect handlers are called, and its client is told. Used in the session's serial
 * place.
 */
final class SocketAdmission {

	private final DefaultSocket socket;

	private final DefaultNamespace namespace;

	SocketAdmission(DefaultSocket socket) {
		this.socket = socket;
		this.namespace = socket.defaultNamespace();
	}

	/**
	 * Have the guard of the server look at the socket, before anything else is done.
	 * @param next run if it lets the socket in
	 */
	void guard(SocketIOGuard guard, Runnable next) {
		this.socket.observed(Flux.defer(() -> guard.onConnect(this.socket)))
			.subscribe(null, (ex) -> execute(() -> refuse(ex)), () -> execute(() -> {
				if (!this.socket.isGone()) {
					next.run();
				}
			}), Scopes.context(this.socket, null));
	}

	/**
	 * Let a new socket in.
	 */
	void begin() {
		this.namespace.adapter().add(this.socket);
		String userRoom = this.socket.userRoom();
		if (userRoom != null) {
			this.socket.join(userRoom);
		}
		examine(() -> {
			if (this.socket.enter()) {
				callHandlers();
			}
		});
	}

	/**
	 * Let a socket in that is a member already, as one from before.
	 */
	void resume(boolean skipMiddlewares) {
		if (skipMiddlewares) {
			callHandlers();
		}
		else {
			examine(this::callHandlers);
		}
	}

	private void examine(Runnable next) {
		if (this.namespace.middlewares().isEmpty()) {
			execute(next);
			return;
		}
		this.socket
			.observed(Flux.fromIterable(this.namespace.middlewares())
				.concatMap((middleware) -> Scopes.call(this.socket, false, () -> middleware.handle(this.socket))))
			.subscribe(null, (ex) -> execute(() -> refuse(ex)), () -> execute(next), Scopes.context(this.socket, null));
	}

	private void callHandlers() {
		this.socket
			.observed(Flux.fromIterable(this.namespace.handlers())
				.concatMap((handler) -> Scopes.call(this.socket, false, () -> handler.onConnect(this.socket))))
			.subscribe(null, (ex) -> execute(() -> refuse(ex)), () -> execute(this::accept),
					Scopes.context(this.socket, null));
	}

	private void execute(Runnable task) {
		this.socket.session().execute(task);
	}

	private void accept() {
		DisconnectReason reason = this.socket.disconnectReason();
		if (reason != null) {
			// Left meanwhile: what the connect handlers began is to be ended
			this.socket.onLeft(reason);
			return;
		}
		this.socket.open();
		this.namespace.add(this.socket);
		if (this.socket.isGone()) {
			this.namespace.remove(this.socket);
		}
		this.namespace.onConnected(this.socket);
		if (this.socket.isExpired()) {
			// That came too early, as the socket was not in yet
			this.socket.disconnect(false, DisconnectReason.AUTHENTICATION_EXPIRED);
		}
	}

	private void refuse(Throwable error) {
		Refusal refusal = Refusal.of(error, this.socket.options());
		if (!this.socket.endRefused(error, refusal.expected())) {
			return;
		}
		this.socket.count(refusal.expected() ? SocketIOCounter.CONNECT_REFUSED : SocketIOCounter.CONNECT_FAILED);
		if (!refusal.expected()) {
			this.namespace.errors().connect().error(error);
		}
		this.socket.session().send(connectError(refusal).encoded());
	}

	private Packet connectError(Refusal refusal) {
		try {
			return packet(refusal);
		}
		catch (IllegalArgumentException ex) {
			this.namespace.errors().connect().error(ex);
			return packet(new Refusal(refusal.message(), null, true));
		}
	}

	private Packet packet(Refusal refusal) {
		return refusal.packet(this.socket.codec(), this.namespace.name(), this.socket.protocol() == 3);
	}

}
