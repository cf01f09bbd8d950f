package io.github.socketiospring.adapter;

import io.github.socketiospring.Arguments;
import reactor.core.Disposable;

/**
 * Told how a broadcast is acknowledged. May be called by several threads, and before
 * {@link #onReceivers} as well.
 */
public interface BroadcastAckListener {

	/**
	 * A socket of this server is about to get the packet.
	 * @param pending disposed of when its answer is not wanted any more
	 */
	void onPending(Disposable pending);

	/**
	 * A server has sent the packet.
	 * @param count to how many sockets
	 */
	void onReceivers(int count);

	/**
	 * A socket answered.
	 * @param answer the arguments of the answer
	 */
	void onAck(Arguments answer);

	/**
	 * A socket left without an answer.
	 */
	void onMissing();

}
