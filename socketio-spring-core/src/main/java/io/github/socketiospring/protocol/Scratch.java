package io.github.socketiospring.protocol;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A byte array for each thread to copy a payload into while it is parsed.
 */
final class Scratch {

	/** Longer payloads get an array of their own. */
	private static final int LIMIT = 64 * 1024;

	private final ThreadLocal<byte @Nullable []> arrays = new ThreadLocal<>();

	/**
	 * Take the array, which then belongs to the caller.
	 */
	byte[] take(ByteBuf content) {
		int length = content.readableBytes();
		byte @Nullable [] array = this.arrays.get();
		this.arrays.set(null);
		if (array == null || array.length < length) {
			array = new byte[Math.max(length, 1024)];
		}
		content.getBytes(content.readerIndex(), array, 0, length);
		return array;
	}

	void giveBack(byte[] array) {
		if (array.length <= LIMIT) {
			this.arrays.set(array);
		}
	}

}
