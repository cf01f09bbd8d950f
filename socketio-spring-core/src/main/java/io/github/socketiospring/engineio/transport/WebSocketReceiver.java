package io.github.socketiospring.engineio.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a binding tells the engine of a {@link WebSocketConnection}. A binding calls these
 * from one thread at a time. Buffers are borrowed for the length of the call.
 */
public interface WebSocketReceiver {

	/**
	 * A text message came, put together from its fragments.
	 * @param text the bytes, not checked to be UTF-8
	 */
	void onText(ByteBuf text);

	/**
	 * A binary message came, put together from its fragments.
	 * @param content the bytes
	 */
	void onBinary(ByteBuf content);

	/**
	 * The connection can be written again.
	 */
	void onWritable();

	/**
	 * The turn for which {@link WebSocketConnection#requestFlush()} asked has come.
	 */
	void onFlush();

	/**
	 * The connection is closed, by whichever side.
	 * @param error why, if it was not closed in order
	 */
	void onClose(@Nullable Throwable error);

}
