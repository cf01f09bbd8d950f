package io.github.socketiospring.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import org.jspecify.annotations.Nullable;

/**
 * The packets of a socket that wait for its CONNECT reply. Safe for use by several
 * threads.
 */
final class HeldPackets {

	private static final int LIMIT = 10_000;

	private @Nullable List<EncodedPacket> packets = new ArrayList<>(0);

	enum Outcome {

		HELD, NOT_HELD, FULL

	}

	/**
	 * Hold a packet back, of which one reference is taken over if that is done.
	 */
	synchronized Outcome add(EncodedPacket packet) {
		if (this.packets == null) {
			return Outcome.NOT_HELD;
		}
		if (this.packets.size() == LIMIT) {
			return Outcome.FULL;
		}
		this.packets.add(packet);
		return Outcome.HELD;
	}

	/**
	 * Send the packets, and hold none from then on.
	 * @param last done before another thread is told that packets are not held any more
	 */
	synchronized void release(Consumer<EncodedPacket> action, Runnable last) {
		if (this.packets != null) {
			this.packets.forEach(action);
			this.packets = null;
		}
		last.run();
	}

}
