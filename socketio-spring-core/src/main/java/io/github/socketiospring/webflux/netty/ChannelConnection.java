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

package io.github.socketiospring.webflux.netty;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.transport.MessageTooBigException;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.github.socketiospring.engineio.transport.WebSocketReceiver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A WebSocket on its channel: frames are read here before Reactor Netty's own handler,
 * which goes on to answer pings and closes, and whole frames are written as bytes.
 */
final class ChannelConnection extends ChannelInboundHandlerAdapter implements WebSocketConnection {

	/** How long the client may take to answer a close. */
	private static final long CLOSE_TIMEOUT_MILLIS = 1000;

	/** The one reserved bit that means something. */
	private static final int COMPRESSED = 4;

	private @Nullable ChannelHandlerContext context;

	/** Where whole frames are written: behind what would encode them. */
	private @Nullable ChannelHandlerContext encoded;

	private final LoopFlusher flusher;

	private final int maxPayload;

	private @Nullable WebSocketReceiver receiver;

	/**
	 * What has come of a message in fragments; copied, since an empty one costs as well.
	 */
	private @Nullable ByteBuf fragments;

	private boolean text;

	/** Null if client and server have not agreed on one. */
	private @Nullable MessageCompression compression;

	private boolean compressed;

	/** Whether the engine waits for a message. */
	private boolean wanted = true;

	/**
	 * What was read before it was wanted: what came together with a message that is being
	 * handled, or with one after which the engine paused. Null, but for such times.
	 */
	private @Nullable Queue<WebSocketFrame> held;

	private boolean handingOver;

	/** Whether messages of one read are handed over, which ends with what follows it. */
	private boolean reading;

	/** Whether what was read is answered: at once, as long as all this is at hand. */
	private boolean flushAfterRead;

	private volatile boolean closing;

	private @Nullable Throwable error;

	ChannelConnection(LoopFlusher flusher, int maxPayload, @Nullable MessageCompression compression) {
		this.flusher = flusher;
		this.maxPayload = maxPayload;
		this.compression = compression;
	}

	/**
	 * Begin to hand over what comes. Called on the event loop, once the handler is in the
	 * pipeline.
	 */
	void start(WebSocketReceiver receiver) {
		this.receiver = receiver;
		if (!context().channel().isActive()) {
			receiver.onClose(null);
		}
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.context = context;
		ChannelHandlerContext encoder = context.pipeline().context(WebSocketFrameEncoder.class);
		this.encoded = (encoder != null) ? encoder : context;
	}

	private ChannelHandlerContext context() {
		return Objects.requireNonNull(this.context);
	}

	private ChannelHandlerContext encoded() {
		return Objects.requireNonNull(this.encoded);
	}

	@Override
	public EventExecutor executor() {
		return context().executor();
	}

	@Override
	public void next() {
		if (executor().inEventLoop()) {
			this.wanted = true;
			if (this.held != null && !this.handingOver) {
				handOver(context(), this.held);
			}
		}
		else {
			executor().execute(this::next);
		}
	}

	private void handOver(ChannelHandlerContext context, Queue<WebSocketFrame> held) {
		this.handingOver = true;
		while (this.wanted && !held.isEmpty()) {
			onRead(context, held.remove());
		}
		this.handingOver = false;
		if (this.wanted && this.held != null) {
			this.held = null;
			context.channel().config().setAutoRead(true);
		}
	}

	@Override
	public boolean isWritable() {
		return context().channel().isWritable();
	}

	@Override
	public long pendingBytes() {
		return SessionChannel.pendingBytes(context().channel());
	}

	@Override
	public void write(EncodedPacket packet) {
		ChannelHandlerContext encoded = encoded();
		MessageCompression compression = this.compression;
		if (!encoded.executor().inEventLoop()) {
			encoded.write(packet.takeFrames(), encoded.voidPromise());
		}
		else if (compression != null && compression.applies(packet)) {
			// What compresses may be shared by the connections of the event loop
			this.flusher.batch().end(encoded);
			encoded.write(compression.frames(packet), encoded.voidPromise());
			packet.release();
		}
		else {
			this.flusher.batch().write(encoded, packet);
		}
	}

	@Override
	public void flush() {
		endBatch();
		encoded().flush();
	}

	private void endBatch() {
		ChannelHandlerContext encoded = encoded();
		if (encoded.executor().inEventLoop()) {
			this.flusher.batch().end(encoded);
		}
	}

	@Override
	public void requestFlush() {
		// Another thread may see a read that is over, or not see one, but is not the loop
		if (this.reading && executor().inEventLoop()) {
			this.flushAfterRead = true;
		}
		else {
			this.flusher.add(this);
		}
	}

	void onFlush() {
		WebSocketReceiver receiver = this.receiver;
		if (receiver != null) {
			receiver.onFlush();
		}
	}

	@Override
	public void close(int status) {
		ChannelHandlerContext context = context();
		if (status == ABNORMAL) {
			this.closing = true;
			context.close();
			return;
		}
		if (this.closing) {
			return;
		}
		this.closing = true;
		endBatch();
		context.writeAndFlush((status != NO_STATUS) ? new CloseWebSocketFrame(status, null) : new CloseWebSocketFrame())
			.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
		if (this.held != null && context.executor().inEventLoop()) {
			releaseHeld();
			// The client's answer is to be seen
			context.channel().config().setAutoRead(true);
		}
		if (context.channel().isActive()) {
			context.executor().schedule(() -> context.close(), CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public Mono<Void> closed() {
		// Nothing, but it leaves after all else
		return Mono
			.create((sink) -> encoded().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((written) -> sink.success()));
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		this.reading = true;
		if (!(message instanceof WebSocketFrame frame)) {
			context.fireChannelRead(message);
		}
		else if (this.closing || (this.wanted && this.held == null)) {
			onRead(context, frame);
		}
		else {
			hold(context, frame);
		}
	}

	private void hold(ChannelHandlerContext context, WebSocketFrame frame) {
		if (this.held == null) {
			this.held = new ArrayDeque<>();
			context.channel().config().setAutoRead(false);
		}
		this.held.add(frame);
	}

	private void onRead(ChannelHandlerContext context, WebSocketFrame frame) {
		if (this.closing) {
			boolean answered = frame instanceof CloseWebSocketFrame;
			frame.release();
			if (answered) {
				context.close();
			}
		}
		else if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame
				|| frame instanceof ContinuationWebSocketFrame) {
			try {
				onFrame(frame);
			}
			finally {
				frame.release();
			}
		}
		else {
			context.fireChannelRead(frame);
		}
	}

	private void onFrame(WebSocketFrame frame) {
		boolean continuation = frame instanceof ContinuationWebSocketFrame;
		if (!continuation) {
			this.text = frame instanceof TextWebSocketFrame;
			this.compressed = frame.rsv() == COMPRESSED;
		}
		if (frame.rsv() != 0 && (continuation || !this.compressed || this.compression == null)) {
			fail(new CorruptedFrameException("Reserved bits without a meaning"), PROTOCOL_ERROR);
			return;
		}
		if (frame.isFinalFragment() && this.fragments == null) {
			onMessage(frame.content());
			return;
		}
		ByteBuf fragments = this.fragments;
		if (fragments == null) {
			fragments = context().alloc().buffer();
			this.fragments = fragments;
		}
		if (fragments.readableBytes() + (long) frame.content().readableBytes() > this.maxPayload) {
			fail(new MessageTooBigException(this.maxPayload), TOO_BIG);
			return;
		}
		fragments.writeBytes(frame.content());
		if (frame.isFinalFragment()) {
			this.fragments = null;
			try {
				onMessage(fragments);
			}
			finally {
				fragments.release();
			}
		}
	}

	private void fail(Exception error, int status) {
		releaseFragments();
		this.error = error;
		close(status);
		onClose();
	}

	private void onMessage(ByteBuf content) {
		MessageCompression compression = this.compression;
		if (this.compressed && compression != null) {
			onCompressed(content, compression);
		}
		else {
			onContent(content);
		}
	}

	private void onCompressed(ByteBuf content, MessageCompression compression) {
		ByteBuf inflated;
		try {
			inflated = compression.inflate(content);
		}
		catch (DataFormatException ex) {
			fail(ex, INVALID_PAYLOAD);
			return;
		}
		if (inflated == null) {
			fail(new MessageTooBigException(this.maxPayload), TOO_BIG);
			return;
		}
		try {
			onContent(inflated);
		}
		finally {
			inflated.release();
		}
	}

	private void onContent(ByteBuf content) {
		WebSocketReceiver receiver = this.receiver;
		if (receiver == null) {
			return;
		}
		this.wanted = false;
		if (this.text) {
			receiver.onText(content);
		}
		else {
			receiver.onBinary(content);
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		this.reading = false;
		if (this.flushAfterRead) {
			this.flushAfterRead = false;
			onFlush();
		}
		context.fireChannelReadComplete();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		if (this.receiver != null && context.channel().isWritable()) {
			this.receiver.onWritable();
		}
		context.fireChannelWritabilityChanged();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		releaseFragments();
		releaseHeld();
		onClose();
		if (this.compression != null) {
			this.compression.close();
			this.compression = null;
		}
		context.fireChannelInactive();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
		if (!(error instanceof IOException)) {
			// A connection that is reset is no error of its client
			this.error = error;
		}
		if (error instanceof CorruptedWebSocketFrameException corrupted) {
			if (corrupted.closeStatus().code() == TOO_BIG) {
				this.error = new MessageTooBigException(this.maxPayload);
			}
			// The decoder has sent the close
			this.closing = true;
			onClose();
		}
		else {
			context.close();
		}
	}

	private void onClose() {
		WebSocketReceiver receiver = this.receiver;
		if (receiver != null) {
			receiver.onClose(this.error);
		}
	}

	private void releaseFragments() {
		ReferenceCountUtil.release(this.fragments);
		this.fragments = null;
	}

	private void releaseHeld() {
		if (this.held != null) {
			this.held.forEach(WebSocketFrame::release);
			this.held.clear();
		}
	}

}
