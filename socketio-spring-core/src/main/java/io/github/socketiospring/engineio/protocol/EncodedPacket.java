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

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import org.jspecify.annotations.Nullable;

/**
 * One or more Engine.IO packets that travel together, encoded once for any number of
 * receivers: a text packet, binary messages, or a text message and the binary messages
 * that belong to it. It enters a session's outbound queue as one element, so nothing can
 * come between its parts. What sends it takes over one reference.
 *
 * <p>
 * The WebSocket frames are laid out when the packet is made. The form for polling, and
 * those for clients of protocol 3, are made from those bytes when they are first wanted.
 */
public final class EncodedPacket extends AbstractReferenceCounted {

	/**
	 * Attachments up to this size together are copied behind the text, so that the packet
	 * is one buffer; larger ones are sent from where they are.
	 */
	static final int COPY_LIMIT = 4096;

	/**
	 * A text packet whose frame has at most as many bytes is an array on the heap: most
	 * have one receiver, to which it is sent together with others, and are copied for
	 * that.
	 */
	static final int HEAP_LIMIT = 512;

	private static final int NO_TEXT = -1;

	private static final ByteBuf[] NO_BINARIES = new ByteBuf[0];

	/** For packets on the heap, which are not missed when they are lost. */
	private static final ResourceLeakDetector<EncodedPacket> LEAKS = ResourceLeakDetectorFactory.instance()
		.newResourceLeakDetector(EncodedPacket.class);

	private final @Nullable ResourceLeakTracker<EncodedPacket> leak;

	/** All WebSocket frames; the one owner of the memory. */
	private final ByteBuf frames;

	/** The length of the text packet, which ends the first frame; none if negative. */
	private final int textLength;

	private final ByteBuf[] binaries;

	/** The frames as several receivers get them, if they are on the heap. */
	private volatile @Nullable ByteBuf direct;

	private volatile byte @Nullable [] polling;

	private volatile @Nullable Protocol3Forms protocol3;

	private volatile @Nullable ByteBuf deflated;

	private boolean volatilePacket;

	private boolean compress = true;

	private boolean essential;

	private boolean exempt;

	private @Nullable Runnable onRelease;

	private EncodedPacket(ByteBuf frames, int textLength, ByteBuf[] binaries) {
		this.frames = frames;
		this.textLength = textLength;
		this.binaries = binaries;
		this.leak = LEAKS.track(this);
	}

	/**
	 * A packet without attachments and in ASCII, such as a ping. It is
	 * {@linkplain #asEssential() essential}.
	 * @param packet the packet, its type included
	 * @return the packet
	 */
	public static EncodedPacket control(String packet) {
		byte[] bytes = packet.getBytes(StandardCharsets.US_ASCII);
		return text(ByteBufAllocator.DEFAULT, bytes, 0, bytes.length).asEssential();
	}

	/**
	 * A text message.
	 * @param content the content of the message
	 * @return the packet
	 */
	public static EncodedPacket message(CharSequence content) {
		byte[] bytes = ("4" + content).getBytes(StandardCharsets.UTF_8);
		return text(ByteBufAllocator.DEFAULT, bytes, 0, bytes.length);
	}

	/**
	 * A binary message.
	 * @param content the content, which is taken over
	 * @return the packet
	 */
	public static EncodedPacket binary(ByteBuf content) {
		return encode(ByteBufAllocator.DEFAULT, null, 0, 0, List.of(content));
	}

	/**
	 * A binary message.
	 * @param allocator gives the memory
	 * @param content an array with the content; it is copied
	 * @param offset where the content begins
	 * @param length its length
	 * @return the packet
	 */
	public static EncodedPacket binary(ByteBufAllocator allocator, byte[] content, int offset, int length) {
		ByteBuf buffer = allocator.directBuffer(WebSocketFrames.headerLength(length) + length);
		WebSocketFrames.writeHeader(buffer, WebSocketFrames.BINARY, length);
		ByteBuf binary = buffer.slice(buffer.writerIndex(), length);
		buffer.writeBytes(content, offset, length);
		return new EncodedPacket(buffer, NO_TEXT, new ByteBuf[] { binary });
	}

	/**
	 * A text packet.
	 * @param allocator gives the memory
	 * @param packet an array with the packet, its type included; it is copied
	 * @param offset where the packet begins
	 * @param length its length
	 * @return the packet
	 */
	public static EncodedPacket text(ByteBufAllocator allocator, byte[] packet, int offset, int length) {
		int size = WebSocketFrames.headerLength(length) + length;
		ByteBuf buffer = (size <= HEAP_LIMIT) ? Unpooled.wrappedBuffer(new byte[size]).clear()
				: allocator.directBuffer(size);
		WebSocketFrames.writeHeader(buffer, WebSocketFrames.TEXT, length);
		buffer.writeBytes(packet, offset, length);
		return new EncodedPacket(buffer, length, NO_BINARIES);
	}

	/**
	 * A text message with binary messages behind it.
	 * @param allocator gives the memory
	 * @param packet an array with the text packet, its type included; it is copied. Null
	 * for binary messages alone.
	 * @param offset where the packet begins
	 * @param length its length
	 * @param attachments the binary messages, which are taken over
	 * @return the packet
	 */
	public static EncodedPacket encode(ByteBufAllocator allocator, byte @Nullable [] packet, int offset, int length,
			List<ByteBuf> attachments) {
		if (packet != null && attachments.isEmpty()) {
			return text(allocator, packet, offset, length);
		}
		int size = (packet != null) ? WebSocketFrames.headerLength(length) + length : 0;
		int attached = 0;
		int headers = 0;
		for (ByteBuf attachment : attachments) {
			attached += attachment.readableBytes();
			headers += WebSocketFrames.headerLength(attachment.readableBytes());
		}
		boolean copy = attached <= COPY_LIMIT;
		ByteBuf buffer = allocator.directBuffer(size + headers + (copy ? attached : 0));
		if (packet != null) {
			WebSocketFrames.writeHeader(buffer, WebSocketFrames.TEXT, length);
			buffer.writeBytes(packet, offset, length);
		}
		ByteBuf[] binaries = new ByteBuf[attachments.size()];
		return new EncodedPacket(
				copy ? WebSocketFrames.append(buffer, attachments, binaries)
						: WebSocketFrames.compose(buffer, attachments, binaries),
				(packet != null) ? length : NO_TEXT, binaries);
	}

	/**
	 * Have the packet dropped by each session whose transport cannot take it at once.
	 * Called before the packet is given to a session.
	 * @return this packet
	 */
	public EncodedPacket asVolatile() {
		this.volatilePacket = true;
		return this;
	}

	/**
	 * Whether a session whose transport cannot take the packet at once drops it.
	 * @return false unless {@link #asVolatile()} was called
	 */
	public boolean isVolatile() {
		return this.volatilePacket;
	}

	/**
	 * Keep the packet from being dropped, in favour of those that came before it, by a
	 * session for which too much waits. Called before the packet is given to a session.
	 * @return this packet
	 */
	public EncodedPacket asEssential() {
		this.essential = true;
		return this;
	}

	/**
	 * Whether a session for which too much waits has to let the packet in, or else to
	 * close.
	 * @return false unless {@link #asEssential()} was called
	 */
	public boolean isEssential() {
		return this.essential;
	}

	/**
	 * Have the packet let in by each session however much waits, and not counted as
	 * waiting: for packets that are limited in another way. Called before the packet is
	 * given to a session.
	 * @return this packet
	 */
	public EncodedPacket asExempt() {
		this.exempt = true;
		return this;
	}

	/**
	 * Whether the packet is let in however much waits.
	 * @return false unless {@link #asExempt()} was called
	 */
	public boolean isExempt() {
		return this.exempt;
	}

	/**
	 * Set whether the packet may be compressed, where the transport does that. Called
	 * before the packet is given to a session.
	 * @param compress whether it may be compressed
	 * @return this packet
	 */
	public EncodedPacket compress(boolean compress) {
		this.compress = compress;
		return this;
	}

	/**
	 * Whether the packet may be compressed.
	 * @return true by default
	 */
	public boolean isCompress() {
		return this.compress;
	}

	/**
	 * Be told when nobody needs the packet any more: each session that got it has handed
	 * it to its transport, or dropped it. Called before the packet is given to a session.
	 * @param onRelease called once, by any thread
	 */
	public void onRelease(Runnable onRelease) {
		this.onRelease = onRelease;
	}

	/**
	 * Whether somebody is told of the release.
	 * @return false unless {@link #onRelease} was called
	 */
	public boolean isWatched() {
		return this.onRelease != null;
	}

	/**
	 * Make another packet of the same bytes, with references of its own.
	 * @return a packet that shares the memory, with one reference; nobody is told of its
	 * release
	 */
	public EncodedPacket share() {
		EncodedPacket packet = new EncodedPacket(this.frames.retain(), this.textLength, this.binaries);
		packet.volatilePacket = this.volatilePacket;
		packet.compress = this.compress;
		packet.essential = this.essential;
		return packet;
	}

	/**
	 * The packet as WebSocket frames of a server, headers included.
	 * @return the one buffer that all receivers share: duplicate it before reading
	 */
	public ByteBuf frames() {
		return this.frames;
	}

	/**
	 * The packet as WebSocket frames, in exchange for one reference to it: without
	 * another object if that is the last one.
	 * @return a buffer to read and release
	 */
	public ByteBuf takeFrames() {
		boolean last = refCnt() == 1 && this.frames.refCnt() == 1;
		ByteBuf frames = last ? this.frames.retain() : sharedFrames().retainedDuplicate();
		release();
		return frames;
	}

	/**
	 * What several receivers send from where it is.
	 */
	private ByteBuf sharedFrames() {
		ByteBuf direct = this.frames.hasArray() ? this.direct : this.frames;
		return (direct != null) ? direct : makeDirect();
	}

	private synchronized ByteBuf makeDirect() {
		ByteBuf direct = this.direct;
		if (direct == null) {
			int length = this.frames.readableBytes();
			direct = ByteBufAllocator.DEFAULT.directBuffer(length);
			direct.writeBytes(this.frames, this.frames.readerIndex(), length);
			this.direct = direct;
		}
		return direct;
	}

	/**
	 * The packet as WebSocket frames, those compressed that are long enough: made once
	 * for all receivers whose messages are compressed by themselves.
	 * @param deflater makes them; the same for all receivers but for the thread
	 * @return the one buffer that all receivers share: duplicate it before reading
	 */
	public ByteBuf deflatedFrames(MessageDeflater deflater) {
		ByteBuf frames = this.deflated;
		return (frames != null) ? frames : deflate(deflater);
	}

	private synchronized ByteBuf deflate(MessageDeflater deflater) {
		ByteBuf frames = this.deflated;
		if (frames == null) {
			frames = deflater.frames(this);
			this.deflated = frames;
		}
		return frames;
	}

	/**
	 * The text packet, its type included.
	 * @return a view without a reference of its own, or null if there is none
	 */
	public @Nullable ByteBuf text() {
		return (this.textLength >= 0)
				? this.frames.slice(WebSocketFrames.headerLength(this.textLength), this.textLength) : null;
	}

	/**
	 * The binary messages.
	 * @return views without references of their own
	 */
	public ByteBuf[] binaries() {
		return this.binaries;
	}

	/**
	 * The bytes of the content, without those of any framing.
	 * @return the number of bytes
	 */
	public int size() {
		int size = Math.max(this.textLength, 0);
		for (ByteBuf binary : this.binaries) {
			size += binary.readableBytes();
		}
		return size;
	}

	/**
	 * The bytes of the messages in the packet, without their types.
	 * @return the number of bytes; -1 if the packet is none, but a ping for example
	 */
	public int messageSize() {
		if (this.textLength < 0) {
			return size();
		}
		byte type = this.frames.getByte(WebSocketFrames.headerLength(this.textLength));
		return (type == EnginePacket.MESSAGE) ? size() - 1 : -1;
	}

	/**
	 * How many bytes {@link #writePolling} writes.
	 * @return the number of bytes
	 */
	public int pollingSize() {
		return isText() ? this.textLength : polling().length;
	}

	/**
	 * Write the packet in its form for polling: binary messages are base64.
	 * @param target where to
	 * @param offset where in it
	 */
	public void writePolling(byte[] target, int offset) {
		if (isText()) {
			this.frames.getBytes(WebSocketFrames.headerLength(this.textLength), target, offset, this.textLength);
			return;
		}
		byte[] bytes = polling();
		System.arraycopy(bytes, 0, target, offset, bytes.length);
	}

	private boolean isText() {
		return this.textLength >= 0 && this.binaries.length == 0;
	}

	private byte[] polling() {
		byte[] bytes = this.polling;
		if (bytes == null) {
			bytes = Protocol4Payload.encode(this);
			this.polling = bytes;
		}
		return bytes;
	}

	/**
	 * The packet as packets for a WebSocket that wants another format.
	 * @param format the format, not {@link FrameFormat#CONTENT}
	 * @return packets that belong to this one, in their order; retain what is kept
	 */
	public List<EncodedPacket> frames(FrameFormat format) {
		return protocol3().frames(format);
	}

	Protocol3Forms protocol3() {
		Protocol3Forms forms = this.protocol3;
		return (forms != null) ? forms : makeProtocol3();
	}

	private synchronized Protocol3Forms makeProtocol3() {
		Protocol3Forms forms = this.protocol3;
		if (forms == null) {
			forms = new Protocol3Forms(this);
			this.protocol3 = forms;
		}
		return forms;
	}

	@Override
	public EncodedPacket retain() {
		super.retain();
		return this;
	}

	@Override
	public ReferenceCounted touch(Object hint) {
		if (this.leak != null) {
			this.leak.record(hint);
		}
		return this;
	}

	@Override
	protected void deallocate() {
		Protocol3Forms forms = this.protocol3;
		if (forms != null) {
			forms.release();
		}
		ReferenceCountUtil.release(this.deflated);
		ReferenceCountUtil.release(this.direct);
		this.frames.release();
		if (this.leak != null) {
			this.leak.close(this);
		}
		if (this.onRelease != null) {
			this.onRelease.run();
		}
	}

	@Override
	public String toString() {
		ByteBuf text = (refCnt() > 0) ? text() : null;
		return (text != null) ? text.toString(StandardCharsets.UTF_8)
				: "EncodedPacket[" + this.binaries.length + " binary]";
	}

}
