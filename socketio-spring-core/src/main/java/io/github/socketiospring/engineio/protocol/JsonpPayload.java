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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of protocol 3 for browsers that cannot make requests to other sites: a
 * response is a script that calls a function with the payload, and a payload is posted as
 * the field {@code d} of a form.
 */
public final class JsonpPayload implements PayloadFormat {

	private static final String SCRIPT = "text/javascript; charset=UTF-8";

	private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] FOOT = "\");".getBytes(StandardCharsets.US_ASCII);

	private final byte[] head;

	/**
	 * Create the format of one client.
	 * @param index what the client calls its function, of which only digits are taken
	 */
	public JsonpPayload(String index) {
		this.head = ("___eio[" + index.replaceAll("[^0-9]", "") + "](\"").getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public Payload encode(List<EncodedPacket> packets) {
		byte[] payload = Protocol3Payload.BASE64.encode(packets).bytes();
		ByteArrayOutputStream script = new ByteArrayOutputStream(payload.length + 64);
		script.writeBytes(this.head);
		for (int i = 0; i < payload.length; i++) {
			if (isLineSeparator(payload, i)) {
				script.writeBytes(ascii((payload[i + 2] == (byte) 0xa8) ? "\\u2028" : "\\u2029"));
				i += 2;
			}
			else {
				escape(payload[i], script);
			}
		}
		script.writeBytes(FOOT);
		return Payload.of(script.toByteArray(), SCRIPT, packets);
	}

	/**
	 * Whether a character is here that may stand in JSON, but ends a line of a script.
	 */
	private static boolean isLineSeparator(byte[] text, int index) {
		return text[index] == (byte) 0xe2 && text[index + 1] == (byte) 0x80
				&& (text[index + 2] == (byte) 0xa8 || text[index + 2] == (byte) 0xa9);
	}

	private static void escape(byte b, ByteArrayOutputStream script) {
		switch (b) {
			case '"', '\\' -> {
				script.write('\\');
				script.write(b);
			}
			case '\b' -> script.writeBytes(ascii("\\b"));
			case '\f' -> script.writeBytes(ascii("\\f"));
			case '\n' -> script.writeBytes(ascii("\\n"));
			case '\r' -> script.writeBytes(ascii("\\r"));
			case '\t' -> script.writeBytes(ascii("\\t"));
			default -> {
				if (b >= 0 && b < ' ') {
					script.writeBytes(ascii("\\u00"));
					script.write(HEX[b >> 4]);
					script.write(HEX[b & 0xf]);
				}
				else {
					script.write(b);
				}
			}
		}
	}

	@Override
	public boolean acceptsBinary() {
		return false;
	}

	@Override
	public IncomingPayload decode(ByteBuf payload, boolean binary) {
		ByteBuf field = field(payload);
		return (field != null) ? Protocol3Payload.decodeText(unescapeNewlines(field)) : IncomingPayload.MALFORMED;
	}

	/**
	 * Find the field of a form, and decode it.
	 */
	private static @Nullable ByteBuf field(ByteBuf form) {
		int from = form.readerIndex();
		int end = form.writerIndex();
		while (from < end) {
			int ampersand = form.indexOf(from, end, (byte) '&');
			int to = (ampersand < 0) ? end : ampersand;
			if (to - from >= 2 && form.getByte(from) == 'd' && form.getByte(from + 1) == '=') {
				return decodeField(form.slice(from + 2, to - from - 2));
			}
			from = to + 1;
		}
		return null;
	}

	private static @Nullable ByteBuf decodeField(ByteBuf field) {
		ByteBuf result = Unpooled.buffer(field.readableBytes());
		while (field.isReadable()) {
			byte next = field.readByte();
			if (next == '%') {
				int high = field.isReadable(2) ? Character.digit(field.readByte(), 16) : -1;
				int low = (high >= 0) ? Character.digit(field.readByte(), 16) : -1;
				if (low < 0) {
					return null;
				}
				next = (byte) (high << 4 | low);
			}
			else if (next == '+') {
				next = ' ';
			}
			result.writeByte(next);
		}
		return result;
	}

	/**
	 * The client writes a newline as a backslash and n, since browsers change newlines in
	 * forms, and a backslash before n as two.
	 */
	private static ByteBuf unescapeNewlines(ByteBuf text) {
		ByteBuf result = Unpooled.buffer(text.readableBytes());
		int backslashes = 0;
		while (text.isReadable()) {
			byte next = text.readByte();
			if (next == 'n' && backslashes > 0) {
				// One backslash too many has been written
				result.writerIndex(result.writerIndex() - 1);
				result.writeByte((backslashes == 1) ? '\n' : 'n');
			}
			else {
				result.writeByte(next);
			}
			backslashes = (next == '\\') ? backslashes + 1 : 0;
		}
		return result;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
