package io.github.socketiospring.engineio.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Headers of the unmasked, final WebSocket frames that a server sends.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, section
 * 5.2</a>
 */
final class WebSocketFrames {

	static final int TEXT = 0x81;

	static final int BINARY = 0x82;

	private WebSocketFrames() {
	}

	static int headerLength(int payloadLength) {
		if (payloadLength < 126) {
			return 2;
		}
		return (payloadLength <= 0xffff) ? 4 : 10;
	}

	static void writeHeader(ByteBuf target, int firstByte, int payloadLength) {
		target.writeByte(firstByte);
		if (payloadLength < 126) {
			target.writeByte(payloadLength);
		}
		else if (payloadLength <= 0xffff) {
			target.writeByte(126).writeShort(payloadLength);
		}
		else {
			target.writeByte(127).writeLong(payloadLength);
		}
	}

}
