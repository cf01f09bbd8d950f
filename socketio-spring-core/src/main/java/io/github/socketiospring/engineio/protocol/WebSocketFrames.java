/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

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
