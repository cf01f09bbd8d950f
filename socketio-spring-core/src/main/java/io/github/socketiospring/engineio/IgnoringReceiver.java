package io.github.socketiospring.engineio;

import io.github.socketiospring.engineio.transport.WebSocketReceiver;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Receives on a WebSocket that was closed as soon as it was open.
 */
enum IgnoringReceiver implements WebSocketReceiver {

	INSTANCE;

	@Override
	public void onText(ByteBuf text) {
	}

	@Override
	public void onBinary(ByteBuf content) {
	}

	@Override
	public void onWritable() {
	}

	@Override
	public void onFlush() {
	}

	@Override
	public void onClose(@Nullable Throwable error) {
	}

}
