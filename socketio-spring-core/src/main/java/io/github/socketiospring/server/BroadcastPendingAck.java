package io.github.socketiospring.server;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.adapter.BroadcastAckListener;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PayloadReader;

/**
 * Waits for one socket's acknowledgement of a broadcast.
 */
record BroadcastPendingAck(BroadcastAckListener listener, PacketCodec codec) implements PendingAck {

	@Override
	public void onAck(PayloadReader payload) {
		if (new PayloadBinding(this.codec, Arguments.class).read(payload)[0] instanceof Arguments answer) {
			this.listener.onAck(answer);
		}
	}

	@Override
	public void onGone() {
		this.listener.onMissing();
	}

}
