package io.github.socketiospring.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The acknowledgements that a socket owes. Safe for use by several threads; each pending
 * one ends once, with an answer or when the socket leaves.
 */
final class PendingAcks {

	private final Map<Long, PendingAck> acks = new ConcurrentHashMap<>();

	private volatile boolean closed;

	void add(long id, PendingAck ack) {
		this.acks.put(id, ack);
		if (this.closed && this.acks.remove(id, ack)) {
			ack.onGone();
		}
	}

	@Nullable PendingAck remove(long id) {
		return this.acks.remove(id);
	}

	void close() {
		this.closed = true;
		for (Long id : this.acks.keySet()) {
			PendingAck ack = this.acks.remove(id);
			if (ack != null) {
				ack.onGone();
			}
		}
	}

}
