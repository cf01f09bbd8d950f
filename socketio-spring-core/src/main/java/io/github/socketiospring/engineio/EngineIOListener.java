package io.github.socketiospring.engineio;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Gets what happens to one session, one call at a time. It must not block. Buffers are
 * borrowed for the length of the call: retain what is kept.
 */
public interface EngineIOListener {

	/**
	 * A text message came.
	 * @param text its content, which is UTF-8
	 */
	default void onText(ByteBuf text) {
	}

	/**
	 * A binary message came.
	 * @param content its content
	 */
	default void onBinary(ByteBuf content) {
	}

	/**
	 * The session moved to WebSocket.
	 */
	default void onUpgrade() {
	}

	/**
	 * The session ended. Nothing is called after this.
	 * @param reason why
	 * @param description more about it, for logs
	 */
	default void onClose(CloseReason reason, @Nullable String description) {
	}

}
