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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * An encoded packet in the forms that clients of protocol 3 want, each made once from the
 * encoded bytes when it is first wanted. Safe for use by several threads.
 */
final class Protocol3Forms {

	/** Ends the length of a packet in a binary payload. */
	static final byte LENGTH_END = (byte) 0xff;

	/** Begins a text packet in a binary payload. */
	static final byte TEXT = 0;

	/** Begins a binary packet in a binary payload. */
	static final byte BINARY = 1;

	private static final ByteBuf TYPE = Unpooled
		.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[] { EnginePacket.BINARY_MESSAGE }).asReadOnly());

	private final EncodedPacket packet;

	private volatile byte @Nullable [] textPayload;

	private volatile byte @Nullable [] binaryPayload;

	private volatile @Nullable List<EncodedPacket> typedFrames;

	private volatile @Nullable List<EncodedPacket> base64Frames;

	Protocol3Forms(EncodedPacket packet) {
		this.packet = packet;
	}

	/**
	 * The packet as part of a text payload.
	 */
	byte[] textPayload() {
		byte[] payload = this.textPayload;
		if (payload == null) {
			payload = encodeText();
			this.textPayload = payload;
		}
		return payload;
	}

	private byte[] encodeText() {
		ByteArrayOutputStream target = new ByteArrayOutputStream(this.packet.size() + 16);
		ByteBuf text = this.packet.text();
		if (text != null) {
			target.writeBytes(ascii(CharCount.of(text) + ":"));
			target.writeBytes(ByteBufUtil.getBytes(text));
		}
		for (ByteBuf binary : this.packet.binaries()) {
			byte[] message = base64(binary);
			target.writeBytes(ascii(message.length + ":"));
			target.writeBytes(message);
		}
		return target.toByteArray();
	}

	/**
	 * The packet as part of a binary payload.
	 */
	byte[] binaryPayload() {
		byte[] payload = this.binaryPayload;
		if (payload == null) {
			payload = encodeBinary();
			this.binaryPayload = payload;
		}
		return payload;
	}

	private byte[] encodeBinary() {
		ByteArrayOutputStream target = new ByteArrayOutputStream(this.packet.size() + 16);
		ByteBuf text = this.packet.text();
		if (text != null) {
			writeHeader(target, TEXT, text.readableBytes());
			target.writeBytes(ByteBufUtil.getBytes(text));
		}
		for (ByteBuf binary : this.packet.binaries()) {
			writeHeader(target, BINARY, 1 + binary.readableBytes());
			target.write(EnginePacket.BINARY_MESSAGE);
			target.writeBytes(ByteBufUtil.getBytes(binary));
		}
		return target.toByteArray();
	}

	private static void writeHeader(ByteArrayOutputStream target, byte kind, int length) {
		target.write(kind);
		for (byte digit : ascii(String.valueOf(length))) {
			target.write(digit - '0');
		}
		target.write(LENGTH_END);
	}

	/**
	 * The packet as packets for a WebSocket.
	 * @param format {@link FrameFormat#TYPED} or {@link FrameFormat#BASE64}
	 * @return packets that belong to this one
	 */
	List<EncodedPacket> frames(FrameFormat format) {
		boolean typed = format == FrameFormat.TYPED;
		List<EncodedPacket> frames = typed ? this.typedFrames : this.base64Frames;
		return (frames != null) ? frames : makeFrames(typed);
	}

	/**
	 * Locked, so that the memory of a form exists once.
	 */
	private synchronized List<EncodedPacket> makeFrames(boolean typed) {
		List<EncodedPacket> frames = typed ? this.typedFrames : this.base64Frames;
		if (frames == null && typed) {
			frames = encodeTyped();
			this.typedFrames = frames;
		}
		else if (frames == null) {
			frames = encodeBase64();
			this.base64Frames = frames;
		}
		return frames;
	}

	private List<EncodedPacket> encodeTyped() {
		ByteBuf text = this.packet.text();
		byte[] bytes = (text != null) ? ByteBufUtil.getBytes(text) : null;
		List<ByteBuf> messages = new ArrayList<>();
		for (ByteBuf binary : this.packet.binaries()) {
			messages.add(Unpooled.wrappedBuffer(TYPE.duplicate(), binary.retainedSlice()));
		}
		return List.of(frame(bytes, messages));
	}

	private List<EncodedPacket> encodeBase64() {
		List<EncodedPacket> frames = new ArrayList<>();
		ByteBuf text = this.packet.text();
		if (text != null) {
			frames.add(frame(ByteBufUtil.getBytes(text), List.of()));
		}
		for (ByteBuf binary : this.packet.binaries()) {
			frames.add(frame(base64(binary), List.of()));
		}
		return List.copyOf(frames);
	}

	private EncodedPacket frame(byte @Nullable [] text, List<ByteBuf> messages) {
		return EncodedPacket.encode(ByteBufAllocator.DEFAULT, text, 0, (text != null) ? text.length : 0, messages)
			.compress(this.packet.isCompress());
	}

	private static byte[] base64(ByteBuf binary) {
		return ascii("b4" + Base64.getEncoder().encodeToString(ByteBufUtil.getBytes(binary)));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * The packet is not used any more.
	 */
	void release() {
		release(this.typedFrames);
		release(this.base64Frames);
	}

	private static void release(@Nullable List<EncodedPacket> frames) {
		if (frames != null) {
			frames.forEach(EncodedPacket::release);
		}
	}

}
