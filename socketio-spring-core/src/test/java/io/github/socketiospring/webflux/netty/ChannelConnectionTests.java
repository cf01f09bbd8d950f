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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.socketiospring.engineio.FakeBuffers;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelConnectionTests {

	private static final int MAX_PAYLOAD = 10;

	private final List<WebSocketFrame> frames = new ArrayList<>();

	private final RecordingReceiver receiver = new RecordingReceiver();

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final ChannelConnection connection = new ChannelConnection(new LoopFlusher(this.channel.eventLoop()),
			MAX_PAYLOAD, null);

	ChannelConnectionTests() {
		this.channel.pipeline().addLast(this.connection);
		this.connection.start(this.receiver.of(this.connection));
	}

	@AfterEach
	void everythingIsReleased() {
		this.channel.finishAndReleaseAll();
		assertThat(this.frames).allSatisfy((frame) -> assertThat(frame.refCnt()).isZero());
	}

	/**
	 * Let a frame come in, and remember to look whether it is released.
	 */
	private void receive(WebSocketFrame frame) {
		this.frames.add(frame);
		this.channel.writeInbound(frame);
	}

	private static ByteBuf utf8(String text) {
		return FakeBuffers.of().writeBytes(text.getBytes(StandardCharsets.UTF_8));
	}

	private static TextWebSocketFrame text(boolean last, String text) {
		return new TextWebSocketFrame(last, 0, utf8(text));
	}

	private static ContinuationWebSocketFrame continuation(boolean last, String text) {
		return new ContinuationWebSocketFrame(last, 0, utf8(text));
	}

	private void assertClosesWith(int status) {
		CloseWebSocketFrame close = this.channel.readOutbound();
		assertThat(close.statusCode()).isEqualTo(status);
		close.release();
		assertThat(this.channel.<Object>readOutbound()).isNull();
	}

	// What comes

	@Test
	void bringsWholeMessages() {
		receive(text(true, "hello"));
		receive(new BinaryWebSocketFrame(FakeBuffers.of(1, 2)));
		receive(text(true, ""));
		assertThat(this.receiver.events()).containsExactly("hello", "binary 0102", "");
	}

	@Test
	void putsFragmentsTogether() {
		receive(text(false, "he"));
		receive(continuation(false, "l"));
		assertThat(this.receiver.events()).isEmpty();
		receive(continuation(true, "lo"));
		receive(new BinaryWebSocketFrame(false, 0, FakeBuffers.of(1)));
		receive(new ContinuationWebSocketFrame(true, 0, FakeBuffers.of(2)));
		receive(text(true, "next"));
		assertThat(this.receiver.events()).containsExactly("hello", "binary 0102", "next");
	}

	@Test
	void putsCharacterTogetherThatIsSplit() {
		byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
		receive(new TextWebSocketFrame(false, 0, FakeBuffers.of(euro[0])));
		receive(new ContinuationWebSocketFrame(true, 0, FakeBuffers.of(euro[1], euro[2])));
		assertThat(this.receiver.events()).containsExactly("€");
	}

	@Test
	void keepsNothingOfAFragmentButItsContent() {
		receive(text(false, ""));
		for (int i = 0; i < 1_000; i++) {
			receive(continuation(false, ""));
		}
		assertThat(this.frames).allSatisfy((frame) -> assertThat(frame.refCnt()).isZero());
		receive(continuation(true, "end"));
		assertThat(this.receiver.events()).containsExactly("end");
	}

	@Test
	void takesMessageOfExactlyTheLimit() {
		receive(text(false, "01234"));
		receive(continuation(true, "56789"));
		assertThat(this.receiver.events()).containsExactly("0123456789");
	}

	@Test
	void closesOnMessageBeyondTheLimitThoughItsFragmentsAreSmall() {
		receive(text(false, "01234"));
		receive(continuation(false, "56789"));
		receive(continuation(false, "x"));
		assertClosesWith(1009);
		assertThat(this.receiver.events()).containsExactly("closed: MessageTooBigException");
		receive(continuation(true, "more"));
		assertThat(this.receiver.events()).hasSize(1);
	}

	@Test
	void leavesControlFramesToWhoIsBehind() {
		receive(text(false, "he"));
		this.channel.writeInbound(new PingWebSocketFrame(FakeBuffers.of(7)));
		receive(continuation(true, "llo"));
		assertThat(this.receiver.events()).containsExactly("hello");
		PingWebSocketFrame ping = this.channel.readInbound();
		assertThat(ByteBufUtil.hexDump(ping.content())).isEqualTo("07");
		ping.release();
	}

	@Test
	void leavesOtherMessagesToWhoIsBehind() {
		this.channel.writeInbound("something else");
		assertThat(this.channel.<String>readInbound()).isEqualTo("something else");
	}

	@Test
	void releasesFragmentsWhenTheConnectionIsLost() {
		receive(text(false, "he"));
		this.channel.close();
		assertThat(this.receiver.events()).containsExactly("closed");
	}

	// Pauses

	@Test
	void keepsWhatCameAndReadsNoMoreUntilTheNextMessageIsWanted() {
		this.receiver.pause();
		receive(text(true, "a"));
		assertThat(this.channel.config().isAutoRead()).isTrue();
		receive(text(true, "b"));
		receive(text(false, "c"));
		receive(continuation(true, "d"));
		assertThat(this.receiver.events()).containsExactly("a");
		assertThat(this.channel.config().isAutoRead()).isFalse();
		this.connection.next();
		assertThat(this.receiver.events()).containsExactly("a", "b");
		assertThat(this.channel.config().isAutoRead()).isFalse();
		this.receiver.resume();
		assertThat(this.receiver.events()).containsExactly("a", "b", "cd");
		assertThat(this.channel.config().isAutoRead()).isTrue();
		receive(text(true, "e"));
		assertThat(this.receiver.events()).last().isEqualTo("e");
	}

	@Test
	void controlFramesKeepTheirPlace() {
		this.receiver.pause();
		receive(text(true, "a"));
		receive(text(true, "b"));
		CloseWebSocketFrame close = new CloseWebSocketFrame(1000, "bye");
		receive(close);
		assertThat(this.channel.<Object>readInbound()).isNull();
		this.receiver.resume();
		assertThat(this.receiver.events()).containsExactly("a", "b");
		assertThat(this.channel.<Object>readInbound()).isSameAs(close);
		close.release();
	}

	@Test
	void releasesWhatItKeepsWhenTheConnectionIsLost() {
		this.receiver.pause();
		receive(text(true, "a"));
		receive(text(true, "b"));
		this.channel.close();
		assertThat(this.receiver.events()).containsExactly("a", "closed");
	}

	@Test
	void readsTheAnswerToACloseInAPause() {
		this.receiver.pause();
		receive(text(true, "a"));
		receive(text(true, "b"));
		this.connection.close(WebSocketConnection.NO_STATUS);
		assertThat(this.channel.config().isAutoRead()).isTrue();
		receive(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
		assertThat(this.channel.isActive()).isFalse();
		assertThat(this.receiver.events()).containsExactly("a", "closed");
	}

	// What is written

	@Test
	void writesFramesAndSendsThemWhenFlushed() {
		EncodedPacket packet = EncodedPacket.message("hi");
		this.connection.write(packet.retain());
		this.connection.write(packet.retain());
		assertThat(this.channel.<Object>readOutbound()).isNull();
		this.connection.flush();
		assertThat(readOutbound()).isEqualTo("8103" + "346869" + "8103" + "346869");
		assertThat(packet.refCnt()).isOne();
		packet.release();
		assertThat(packet.frames().refCnt()).isZero();
	}

	@Test
	void joinsSmallPacketsInTheOrderOfAll() {
		List<String> sizes = List.of("1", "2", "600", "3", "4", "700", "800", "5");
		StringBuilder expected = new StringBuilder();
		for (String size : sizes) {
			EncodedPacket packet = EncodedPacket.message("x".repeat(Integer.parseInt(size)));
			expected.append(ByteBufUtil.hexDump(packet.frames()));
			this.connection.write(packet);
		}
		this.connection.flush();
		assertThat(this.channel.outboundMessages()).hasSize(6);
		StringBuilder written = new StringBuilder();
		while (!this.channel.outboundMessages().isEmpty()) {
			written.append(readOutbound());
		}
		assertThat(written.toString()).isEqualTo(expected.toString());
	}

	@Test
	void joinsNoMoreThanAFewKilobytes() {
		for (int i = 0; i < 100; i++) {
			this.connection.write(EncodedPacket.message("x".repeat(500)));
		}
		this.connection.flush();
		int packets = 0;
		while (!this.channel.outboundMessages().isEmpty()) {
			ByteBuf written = this.channel.readOutbound();
			assertThat(written.readableBytes()).isLessThanOrEqualTo(8 * 1024);
			packets += written.readableBytes() / 505;
			written.release();
		}
		assertThat(packets).isEqualTo(100);
	}

	@Test
	void joinsNothingOfTwoConnections() {
		EmbeddedChannel otherChannel = new EmbeddedChannel();
		WriteBatch batch = new WriteBatch();
		batch.write(this.channel.pipeline().firstContext(), EncodedPacket.message("a"));
		otherChannel.pipeline().addLast(new ChannelInboundHandlerAdapter());
		batch.write(otherChannel.pipeline().firstContext(), EncodedPacket.message("b"));
		batch.end(otherChannel.pipeline().firstContext());
		this.channel.flush();
		otherChannel.flush();
		assertThat(readOutbound()).isEqualTo("8102" + "3461");
		ByteBuf other = otherChannel.readOutbound();
		assertThat(ByteBufUtil.hexDump(other)).isEqualTo("8102" + "3462");
		other.release();
		otherChannel.finish();
	}

	private String readOutbound() {
		ByteBuf frames = this.channel.readOutbound();
		String hexadecimal = ByteBufUtil.hexDump(frames);
		frames.release();
		return hexadecimal;
	}

	@Test
	void releasesWhatCannotBeWritten() {
		this.channel.close();
		EncodedPacket packet = EncodedPacket.message("hi");
		this.connection.write(packet);
		this.connection.flush();
		assertThat(packet.frames().refCnt()).isZero();
	}

	@Test
	void tellsWhenItIsCongestedAndWhenItCanBeWrittenAgain() {
		this.channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 100));
		assertThat(this.connection.isWritable()).isTrue();
		for (int i = 0; i < 3; i++) {
			this.connection.write(EncodedPacket.message("a message of some length".repeat(30)));
		}
		assertThat(this.connection.isWritable()).isFalse();
		assertThat(this.receiver.events()).isEmpty();
		this.connection.flush();
		assertThat(this.connection.isWritable()).isTrue();
		assertThat(this.receiver.events()).containsExactly("writable");
	}

	@Test
	void asksForAFlushAtTheEndOfTheTurn() {
		this.connection.requestFlush();
		assertThat(this.receiver.events()).isEmpty();
		this.channel.runPendingTasks();
		assertThat(this.receiver.events()).containsExactly("flush");
	}

	@Test
	void flushesWhatAnswersMessagesRightAfterTheirRead() {
		this.receiver.answer();
		this.channel.pipeline().fireChannelRead(text(true, "a")).fireChannelRead(text(true, "b"));
		assertThat(this.receiver.events()).containsExactly("a", "b");
		this.channel.pipeline().fireChannelReadComplete();
		assertThat(this.receiver.events()).containsExactly("a", "b", "flush");
		this.channel.pipeline().fireChannelReadComplete();
		this.channel.runPendingTasks();
		assertThat(this.receiver.events()).containsExactly("a", "b", "flush");
		this.connection.requestFlush();
		assertThat(this.receiver.events()).hasSize(3);
		this.channel.runPendingTasks();
		assertThat(this.receiver.events()).containsExactly("a", "b", "flush", "flush");
	}

	@Test
	void passesFramesByWhoWouldEncodeThem() {
		List<Object> passed = new ArrayList<>();
		EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false),
				new ChannelOutboundHandlerAdapter() {

					@Override
					public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
						passed.add(message);
						context.write(message, promise);
					}

				});
		ChannelConnection connection = new ChannelConnection(new LoopFlusher(channel.eventLoop()), MAX_PAYLOAD, null);
		channel.pipeline().addLast(connection);
		connection.start(this.receiver.of(connection));
		connection.write(EncodedPacket.message("hi"));
		connection.close(WebSocketConnection.NO_STATUS);
		assertThat(passed).singleElement().isInstanceOf(CloseWebSocketFrame.class);
		StringBuilder written = new StringBuilder();
		for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
			written.append(ByteBufUtil.hexDump(bytes));
			bytes.release();
		}
		assertThat(written.toString()).isEqualTo("8103" + "346869" + "8800");
		channel.finishAndReleaseAll();
	}

	// The end

	@Test
	void closesWithoutStatus() {
		this.connection.close(WebSocketConnection.NO_STATUS);
		assertClosesWith(-1);
	}

	@Test
	void closesOnce() {
		this.connection.close(WebSocketConnection.INVALID_PAYLOAD);
		this.connection.close(WebSocketConnection.NO_STATUS);
		assertClosesWith(1007);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void tellsWhenTheCloseHasLeftOrNeverWill(boolean read) {
		AtomicBoolean congested = new AtomicBoolean(true);
		this.channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {

			@Override
			public void flush(ChannelHandlerContext context) {
				if (!congested.get()) {
					context.flush();
				}
			}

		});
		this.connection.close(WebSocketConnection.NO_STATUS);
		Disposable closed = this.connection.closed().subscribe();
		assertThat(closed.isDisposed()).isFalse();
		if (read) {
			congested.set(false);
			this.channel.flush();
		}
		else {
			this.channel.close();
		}
		assertThat(closed.isDisposed()).isTrue();
	}

	@Test
	void endsWhenTheClientAnswersTheClose() {
		this.connection.close(WebSocketConnection.NO_STATUS);
		receive(text(true, "late"));
		assertThat(this.channel.isActive()).isTrue();
		receive(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
		assertThat(this.channel.isActive()).isFalse();
		assertThat(this.receiver.events()).containsExactly("closed");
	}

	@Test
	void endsWhenTheClientDoesNotAnswerTheClose() {
		this.channel.freezeTime();
		this.connection.close(WebSocketConnection.NO_STATUS);
		this.channel.advanceTimeBy(999, TimeUnit.MILLISECONDS);
		this.channel.runPendingTasks();
		assertThat(this.channel.isActive()).isTrue();
		this.channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
		this.channel.runPendingTasks();
		assertThat(this.channel.isActive()).isFalse();
	}

	@Test
	void leavesTheCloseOfTheClientToWhoIsBehind() {
		CloseWebSocketFrame close = new CloseWebSocketFrame(1000, "bye");
		receive(close);
		assertThat(this.channel.<Object>readInbound()).isSameAs(close);
		close.release();
		assertThat(this.receiver.events()).isEmpty();
		this.channel.close();
		assertThat(this.receiver.events()).containsExactly("closed");
	}

	@Test
	void tellsOfAConnectionThatWasLostBeforeItStarted() {
		EmbeddedChannel closed = new EmbeddedChannel();
		ChannelConnection connection = new ChannelConnection(new LoopFlusher(closed.eventLoop()), MAX_PAYLOAD, null);
		closed.pipeline().addLast(connection);
		closed.close();
		connection.start(this.receiver.of(connection));
		assertThat(this.receiver.events()).containsExactly("closed");
	}

	@Test
	void endsWithTheErrorOfTheConnection() {
		this.channel.pipeline().fireExceptionCaught(new IllegalStateException("expected by the test"));
		assertThat(this.channel.isActive()).isFalse();
		assertThat(this.receiver.events()).containsExactly("closed: IllegalStateException");
	}

	@Test
	void connectionThatIsResetIsJustClosed() {
		this.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
		assertThat(this.channel.isActive()).isFalse();
		assertThat(this.receiver.events()).containsExactly("closed");
	}

	@Test
	void leavesTheCloseOfACorruptedConnectionToItsDecoder() {
		receive(text(false, "he"));
		this.channel.pipeline()
			.fireExceptionCaught(new CorruptedWebSocketFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, "bad"));
		assertThat(this.channel.isActive()).isTrue();
		assertThat(this.receiver.events()).containsExactly("closed: CorruptedWebSocketFrameException");
		this.connection.close(WebSocketConnection.NO_STATUS);
		assertThat(this.channel.<Object>readOutbound()).isNull();
		receive(text(true, "late"));
		assertThat(this.receiver.events()).hasSize(1);
	}

	@Test
	void closesOnFrameBeyondTheLimit() {
		assertDecoderCloses(new int[] { 0x81, 0x80 | 11, 0, 0, 0, 0 }, 1009, "MessageTooBigException");
	}

	@Test
	void closesOnFrameThatIsNotMasked() {
		assertDecoderCloses(new int[] { 0x81, 2, 'h', 'i' }, 1002, "CorruptedWebSocketFrameException");
	}

	@Test
	void closesOnGarbage() {
		assertDecoderCloses(new int[] { 0xff, 0xff, 0xff, 0xff }, 1002, "CorruptedWebSocketFrameException");
	}

	private void assertDecoderCloses(int[] bytes, int status, String error) {
		this.channel.pipeline()
			.addFirst(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
				.expectMaskedFrames(true)
				.maxFramePayloadLength(MAX_PAYLOAD)
				.build()));
		this.channel.writeInbound(FakeBuffers.of(bytes));
		assertClosesWith(status);
		assertThat(this.channel.isActive()).isFalse();
		assertThat(this.receiver.events()).first().isEqualTo("closed: " + error);
	}

}
