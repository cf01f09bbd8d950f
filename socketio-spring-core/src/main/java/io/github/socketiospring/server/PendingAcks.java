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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The acknowledgements that a socket owes. Safe for use by several threads; each pending
 * one ends once, with an answer or when the socket leaves.
 */
final class PendingAcks {

	/** A client that never answers must not fill the memory. */
	static final int LIMIT = 10_000;

	private final LazyMap<Long, PendingAck> acks = new LazyMap<>();

	private volatile boolean closed;

	/**
	 * Whether so many are pending that no more should be added.
	 */
	boolean isFull() {
		Map<Long, PendingAck> acks = this.acks.get();
		return acks != null && acks.size() >= LIMIT;
	}

	void add(long id, PendingAck ack) {
		this.acks.create().put(id, ack);
		if (this.closed && this.acks.create().remove(id, ack)) {
			ack.onGone();
		}
	}

	@Nullable PendingAck remove(long id) {
		return this.acks.remove(id);
	}

	boolean isEmpty() {
		Map<Long, PendingAck> acks = this.acks.get();
		return acks == null || acks.isEmpty();
	}

	void close() {
		this.closed = true;
		Map<Long, PendingAck> acks = this.acks.get();
		if (acks == null) {
			return;
		}
		for (Long id : acks.keySet()) {
			PendingAck ack = acks.remove(id);
			if (ack != null) {
				ack.onGone();
			}
		}
	}

}
