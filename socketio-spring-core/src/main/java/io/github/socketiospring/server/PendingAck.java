package io.github.socketiospring.server;

import io.github.socketiospring.protocol.PayloadReader;

/**
 * Waits for a client's acknowledgement.
 */
interface PendingAck {

	/**
	 * It came.
	 */
	void onAck(PayloadReader payload);

	/**
	 * The socket left.
	 */
	void onGone();

}
