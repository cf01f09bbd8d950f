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

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.adapter.RecoverableAdapter;
import io.github.socketiospring.adapter.RecoverableSession;
import io.github.socketiospring.adapter.Restoration;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;

/**
 * How a socket takes the place of one from before, and is kept in turn when its
 * connection is lost. Used in the session's serial place, but for what says otherwise.
 */
final class SocketRecovery {

	/** Not those by which client or server mean to end the socket. */
	private static final Set<DisconnectReason> LOST = EnumSet.of(DisconnectReason.TRANSPORT_ERROR,
			DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.FORCED_CLOSE, DisconnectReason.PING_TIMEOUT,
			DisconnectReason.SERVER_SHUTTING_DOWN, DisconnectReason.FORCED_SERVER_CLOSE, DisconnectReason.OVERLOADED,
			DisconnectReason.SLOW_CONSUMER);

	private final Recovery recovery;

	private final DefaultSocket socket;

	private final RecoverableAdapter adapter;

	private final RecoveryRequest request;

	private volatile String pid;

	private volatile boolean recovered;

	private List<Packet> missed = List.of();

	SocketRecovery(Recovery recovery, DefaultSocket socket, RecoverableAdapter adapter, RecoveryRequest request) {
		this.recovery = recovery;
		this.socket = socket;
		this.adapter = adapter;
		this.request = request;
		this.pid = recovery.nextPid();
	}

	RecoverableAdapter adapter() {
		return this.adapter;
	}

	String pid() {
		return this.pid;
	}

	/**
	 * Whether the socket is one from before. Called by any thread.
	 */
	boolean isRecovered() {
		return this.recovered;
	}

	/**
	 * Have the socket begin, anew or as the one that its client asks for.
	 */
	void begin() {
		String pid = this.request.pid();
		if (pid == null) {
			this.socket.begin();
			return;
		}
		DefaultSocket previous = this.recovery.connected(pid);
		if (previous == null || previous.defaultNamespace() != this.socket.defaultNamespace()) {
			restore(pid);
			return;
		}
		// The client may be back before the loss of its connection was noticed
		previous.isAlive().subscribe((alive) -> this.socket.session().execute(() -> {
			if (alive && this.recovery.connected(pid) == previous) {
				beginAnew(RecoveryOutcome.STILL_CONNECTED);
			}
			else {
				restore(pid);
			}
		}));
	}

	private void restore(String pid) {
		this.adapter.restore(pid, this.request.offset(), this::become)
			.subscribe((restoration) -> this.socket.session().execute(() -> onRestoration(restoration)),
					(ex) -> this.socket.session().execute(() -> onFailure(ex)));
	}

	/**
	 * Become a socket from before. Called by any thread.
	 */
	private @Nullable LocalSocket become(RecoverableSession state) {
		if (!this.socket.isOfSameUser(state)) {
			return null;
		}
		this.pid = state.pid();
		this.recovered = true;
		this.recovery.add(state.pid(), this.socket);
		if (this.socket.become(state)) {
			return this.socket;
		}
		this.recovery.remove(state.pid(), this.socket);
		return null;
	}

	private void onRestoration(Restoration restoration) {
		if (restoration.outcome() != RecoveryOutcome.RECOVERED) {
			beginAnew(restoration.outcome());
			return;
		}
		this.recovery.count(RecoveryOutcome.RECOVERED);
		this.missed = restoration.missed();
		if (this.socket.isGone()) {
			takeMissed(EncodedPacket::release);
		}
		else {
			this.socket.resume(this.recovery.options().skipMiddlewares());
		}
	}

	private void onFailure(Throwable error) {
		this.recovery.errors().error(error);
		if (this.recovered) {
			this.recovery.count(RecoveryOutcome.ADAPTER_FAILURE);
			this.socket.session().close();
		}
		else {
			beginAnew(RecoveryOutcome.ADAPTER_FAILURE);
		}
	}

	private void beginAnew(RecoveryOutcome outcome) {
		this.recovery.count(outcome);
		if (!this.socket.isGone()) {
			this.socket.begin();
		}
	}

	/**
	 * The socket is accepted, and its client about to be told.
	 * @param action sends what the client has missed, of which one reference is handed
	 * over each
	 */
	void onAccepted(Consumer<EncodedPacket> action) {
		takeMissed(action);
		this.recovery.add(this.pid, this.socket);
		this.adapter.keep(this.socket, this.pid);
	}

	private void takeMissed(Consumer<EncodedPacket> action) {
		List<Packet> missed = this.missed;
		this.missed = List.of();
		missed.forEach((packet) -> {
			// Limited by what is kept: it must not count against who was just recovered
			action.accept(packet.encoded().share().asExempt());
			packet.release();
		});
	}

	/**
	 * The socket ends. Called by any thread if it was connected.
	 * @param connected whether the client was told that it is connected
	 * @param reason why it leaves, or null if it was refused
	 */
	void onEnd(boolean connected, @Nullable DisconnectReason reason) {
		if (reason != null && LOST.contains(reason) && (connected || this.recovered)) {
			this.adapter.persist(this.socket, this.pid, this.socket.attributes());
			this.socket.defaultNamespace().keep(this.recovery.options().maxDisconnectionDuration());
		}
		this.recovery.remove(this.pid, this.socket);
		takeMissed(EncodedPacket::release);
	}

}
