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

import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;

/**
 * The packets on their way to the client of a socket, held back until its CONNECT reply
 * has been sent. Safe for use by several threads.
 */
final class OutgoingPackets {

	private final DefaultSocket socket;

	private final HeldPackets held = new HeldPackets();

	/** Null until somebody listens. */
	private volatile @Nullable OutgoingListeners listeners;

	/** More waits for the reply than can be held. */
	private volatile boolean flooded;

	OutgoingPackets(DefaultSocket socket) {
		this.socket = socket;
	}

	/**
	 * The listeners, to change them.
	 */
	synchronized OutgoingListeners listeners() {
		OutgoingListeners listeners = this.listeners;
		if (listeners == null) {
			listeners = new OutgoingListeners(this.socket);
			this.listeners = listeners;
		}
		return listeners;
	}

	/**
	 * An event is emitted: tell those who listen.
	 */
	void onPacket(Packet packet) {
		NamespaceObserver observer = this.socket.defaultNamespace().observer();
		if (observer != null) {
			observer.onEmit();
		}
		OutgoingListeners listeners = this.listeners;
		if (listeners != null) {
			listeners.onPacket(packet);
		}
	}

	/**
	 * Send a packet, of which one reference is taken over.
	 */
	void send(EncodedPacket packet) {
		if (isDue(packet)) {
			this.socket.session().send(packet);
		}
		else if (this.flooded) {
			this.socket.session().close();
		}
	}

	/**
	 * Send a packet, of which one reference is taken over, once {@link #flush()} is
	 * called.
	 */
	void enqueue(EncodedPacket packet) {
		if (isDue(packet)) {
			this.socket.session().enqueue(packet);
		}
	}

	void flush() {
		if (this.flooded) {
			this.socket.session().close();
		}
		else {
			this.socket.session().flush();
		}
	}

	/**
	 * Whether a packet is to be sent now. If not, its reference is taken over.
	 */
	private boolean isDue(EncodedPacket packet) {
		if (!this.socket.connected() && !packet.isVolatile()) {
			switch (this.held.add(packet, this.socket.outboundLimits())) {
				case HELD -> {
					return false;
				}
				case FULL -> {
					this.socket.count(SocketIOCounter.HELD_PACKETS_EXCEEDED);
					this.flooded = true;
				}
				case NOT_HELD -> {
				}
			}
		}
		if (this.socket.connected()) {
			return true;
		}
		packet.release();
		this.socket.count(SocketIOCounter.PACKET_DROPPED);
		return false;
	}

	/**
	 * Send what is held, and hold nothing from then on.
	 * @param last done before another thread is told that packets are not held any more
	 */
	void open(Runnable last) {
		this.held.release(this.socket.session()::send, last);
	}

	/**
	 * Drop what is held, and hold nothing from then on.
	 */
	void close() {
		this.held.release(EncodedPacket::release, () -> {
		});
	}

}
