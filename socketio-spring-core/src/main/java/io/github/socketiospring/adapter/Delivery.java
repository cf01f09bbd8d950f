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

package io.github.socketiospring.adapter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.github.socketiospring.protocol.Packet;

/**
 * An event on its way to sockets of this server, for adapters that keep events and the
 * sockets that come back in one order: it is lined up for each of them while the adapter
 * holds its lock, and sent when it does not. Not for use by several threads.
 */
public final class Delivery {

	private final Packet packet;

	private final Packet withOffset;

	private final List<LocalSocket> reached = new ArrayList<>();

	/**
	 * Create the delivery of an event.
	 * @param packet the event, of which one reference is taken over
	 * @param withOffset the event for sockets that take offsets, of which one reference
	 * is taken over unless it is the same
	 */
	public Delivery(Packet packet, Packet withOffset) {
		this.packet = packet;
		this.withOffset = withOffset;
	}

	/**
	 * Line the event up for a socket. Nothing of the application runs.
	 * @param receiver the socket
	 */
	public void lineUp(LocalSocket receiver) {
		receiver.enqueue(receiver.takesOffsets() ? this.withOffset : this.packet);
		this.reached.add(receiver);
	}

	/**
	 * Who gets it.
	 * @return a snapshot
	 */
	public Set<LocalSocket> reached() {
		Set<LocalSocket> sockets = Collections.newSetFromMap(new IdentityHashMap<>());
		sockets.addAll(this.reached);
		return sockets;
	}

	/**
	 * Have it sent, and release it. Called once, without the lock.
	 */
	public void send() {
		try {
			this.reached.forEach((receiver) -> receiver.flush(this.packet));
		}
		finally {
			release();
		}
	}

	/**
	 * Who waits for the release of the event waits for that of the one with the offset,
	 * which sessions have.
	 */
	private void release() {
		if (this.withOffset == this.packet) {
			this.packet.release();
		}
		else if (this.packet.encoded().isWatched()) {
			this.withOffset.encoded().onRelease(this.packet::release);
			this.withOffset.release();
		}
		else {
			this.withOffset.release();
			this.packet.release();
		}
	}

}
