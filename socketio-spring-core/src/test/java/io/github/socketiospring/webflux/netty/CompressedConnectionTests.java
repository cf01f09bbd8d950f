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

import java.util.Arrays;

import io.github.socketiospring.engineio.FakeBuffers;
import io.github.socketiospring.engineio.PerMessageDeflate;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * PROTOCOL.md 64.
 */
class CompressedConnectionTests {

	private static final int COMPRESSED = 4;

	/** RFC 7692, section 7.2.3.1. */
	private static final int[] HELLO = { 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00 };

	private final RecordingReceiver receiver = new RecordingReceiver();

	private final EmbeddedChannel channel = new EmbeddedChannel();

	@AfterEach
	void releaseAll() {
		this.channel.finishAndReleaseAll();
	}

	private ChannelConnection open(boolean context) {
		PerMessageDeflate options = new PerMessageDeflate(100, !context, !context);
		return open(new MessageCompression(new DeflateAgreement(context, context, ""),
				new MessageCompression.Shared(options, 200)));
	}

	private ChannelConnection open(MessageCompression compression) {
		ChannelConnection connection = new ChannelConnection(new LoopFlusher(this.channel.eventLoop()), 200,
				compression);
		this.channel.pipeline().addLast(connection);
		connection.start(this.receiver.of(connection));
		return connection;
	}

	private void assertClosesWith(int status) {
		CloseWebSocketFrame close = this.channel.readOutbound();
		assertThat(close.statusCode()).isEqualTo(status);
		close.release();
	}

	private void receive(WebSocketFrame frame) {
		this.channel.writeInbound(frame);
		assertThat(frame.refCnt()).isZero();
	}

	@Test
	void inflatesWhatSaysThatItIsCompressed() {
		open(false);
		receive(new TextWebSocketFrame(true, COMPRESSED, FakeBuffers.of(HELLO)));
		receive(new TextWebSocketFrame(true, 0, FakeBuffers.of('p', 'l', 'a', 'i', 'n')));
		receive(new BinaryWebSocketFrame(true, COMPRESSED, FakeBuffers.of(HELLO)));
		assertThat(this.receiver.events()).containsExactly("Hello", "plain", "binary 48656c6c6f");
	}

	@Test
	void inflatesAMessageInFragments() {
		open(true);
		receive(new TextWebSocketFrame(false, COMPRESSED, FakeBuffers.of(Arrays.copyOf(HELLO, 3))));
		receive(new ContinuationWebSocketFrame(true, 0, FakeBuffers.of(Arrays.copyOfRange(HELLO, 3, 7))));
		receive(new TextWebSocketFrame(true, COMPRESSED, FakeBuffers.of(0xf2, 0, 0x11, 0, 0)));
		assertThat(this.receiver.events()).containsExactly("Hello", "Hello");
	}

	@Test
	void closesOnAMessageThatGrowsBeyondTheLimit() {
		open(false);
		EncodedPacket bomb = EncodedPacket.message("x".repeat(100_000));
		PerMessageDeflate options = new PerMessageDeflate(1, true, true);
		MessageCompression compression = new MessageCompression(new DeflateAgreement(false, false, ""),
				new MessageCompression.Shared(options, 1_000_000));
		ByteBuf frames = compression.frames(bomb);
		bomb.release();
		receive(new TextWebSocketFrame(true, COMPRESSED, frames.skipBytes((frames.getByte(1) == 126) ? 4 : 2)));
		assertClosesWith(1009);
		assertThat(this.receiver.events()).containsExactly("closed: MessageTooBigException");
	}

	@Test
	void closesOnAMessageThatIsNotCompressedAsItSays() {
		open(false);
		receive(new TextWebSocketFrame(true, COMPRESSED, FakeBuffers.of(0xff, 0xff, 0xff)));
		assertClosesWith(1007);
		assertThat(this.receiver.events()).containsExactly("closed: DataFormatException");
		receive(new TextWebSocketFrame(true, COMPRESSED, FakeBuffers.of(HELLO)));
		assertThat(this.receiver.events()).hasSize(1);
	}

	@Test
	void closesOnACompressedMessageThatWasNotAgreedOn() {
		open((MessageCompression) null);
		receive(new TextWebSocketFrame(true, COMPRESSED, FakeBuffers.of(HELLO)));
		assertClosesWith(1002);
		assertThat(this.receiver.events()).containsExactly("closed: CorruptedFrameException");
	}

	@Test
	void closesOnReservedBitsThatMeanNothing() {
		open(false);
		receive(new TextWebSocketFrame(false, COMPRESSED, FakeBuffers.of(HELLO)));
		receive(new ContinuationWebSocketFrame(true, COMPRESSED, FakeBuffers.of(0)));
		assertClosesWith(1002);
	}

	@Test
	void compressesWhatIsLongEnoughAndMayBe() {
		ChannelConnection connection = open(false);
		assertThat(written(connection, EncodedPacket.message("x".repeat(98)))).startsWith("8163");
		assertThat(written(connection, EncodedPacket.message("x".repeat(99)))).startsWith("c1").hasSizeLessThan(30);
		assertThat(written(connection, EncodedPacket.message("x".repeat(99)).compress(false))).startsWith("8164");
	}

	@Test
	void refersToEarlierMessagesWhereThatWasAgreedOn() {
		ChannelConnection connection = open(true);
		String text = "The quick brown fox jumps over the lazy dog. Sphinx of black quartz, judge my vow. 0123456789";
		String first = written(connection, EncodedPacket.message(text.repeat(2)));
		assertThat(written(connection, EncodedPacket.message(text.repeat(2)))).hasSizeLessThan(first.length() / 2);
	}

	@Test
	void sharesTheBytesOfABroadcast() {
		ChannelConnection connection = open(false);
		EncodedPacket packet = EncodedPacket.message("x".repeat(150));
		packet.retain();
		connection.write(packet);
		connection.flush();
		connection.write(packet);
		connection.flush();
		ByteBuf first = this.channel.readOutbound();
		ByteBuf second = this.channel.readOutbound();
		assertThat(first.memoryAddress()).isEqualTo(second.memoryAddress());
		first.release();
		second.release();
		assertThat(packet.refCnt()).isZero();
	}

	@Test
	void writesAsItIsOnceTheChannelIsClosed() {
		ChannelConnection connection = open(true);
		this.channel.close();
		EncodedPacket packet = EncodedPacket.message("x".repeat(150));
		connection.write(packet);
		connection.flush();
		assertThat(packet.frames().refCnt()).isZero();
	}

	private String written(ChannelConnection connection, EncodedPacket packet) {
		connection.write(packet);
		connection.flush();
		ByteBuf frames = this.channel.readOutbound();
		String hexadecimal = ByteBufUtil.hexDump(frames);
		frames.release();
		return hexadecimal;
	}

}
