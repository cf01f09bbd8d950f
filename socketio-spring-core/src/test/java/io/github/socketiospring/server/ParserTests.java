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

package io.github.socketiospring.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.github.socketiospring.protocol.msgpack.MessagePackParser;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A server with another parser: that for MessagePack, and one that this project does not
 * know (FEATURES.md: parser option).
 */
@ParameterizedClass
@MethodSource("parsers")
class ParserTests {

	@Parameter
	PacketParserFactory parser;

	private PacketCodec codec;

	private TestServer server;

	static Stream<Named<PacketParserFactory>> parsers() {
		return Stream.of(Named.of("MessagePack", MessagePackParser::new), Named.of("own", JsonFrameParser::new));
	}

	@BeforeEach
	void createServer() {
		this.codec = new PacketCodec(JsonMapper.shared(), this.parser);
		this.server = new TestServer((builder) -> builder.parser(this.parser));
	}

	private FakeWebSocket connect() {
		FakeWebSocket client = this.server.open();
		send(client, connect("/", null));
		client.take();
		return client;
	}

	/**
	 * A CONNECT, whose auth has "sid" where that of the server has the id of the socket.
	 */
	private Packet connect(String namespace, @Nullable String sid) {
		return this.codec.connect(namespace, sid);
	}

	private void send(FakeWebSocket client, Packet packet) {
		byte[] bytes = ByteBufUtil.getBytes(packet.encoded().binaries()[0]);
		packet.release();
		client.bytes(bytes, false);
	}

	private Packet event(long id, String event, Object... args) {
		return this.codec.event("/", id, event, args);
	}

	private String hex(Packet packet) {
		String hex = ByteBufUtil.hexDump(packet.encoded().binaries()[0]);
		packet.release();
		return hex;
	}

	@Test
	void acceptsAndRefuses() {
		this.server.root()
			.use((socket) -> "wrong".equals(socket.handshake().auth().get("sid"))
					? Mono.error(new ConnectionRefusedException("no", Map.of("code", 1))) : Mono.empty());
		FakeWebSocket client = this.server.open();
		send(client, connect("/", "wrong"));
		assertThat(client.take()).containsExactly(hex(this.codec.connectError("/", "no", Map.of("code", 1))));
		send(client, connect("/nowhere", null));
		assertThat(client.take()).containsExactly(hex(this.codec.connectError("/nowhere", "Invalid namespace", null)));
		send(client, connect("/", "right"));
		assertThat(client.take()).containsExactly(hex(this.codec.connect("/", this.server.socket().id())));
	}

	@Test
	void carriesEventsAndAcknowledgementsBothWays() {
		List<Object> got = new ArrayList<>();
		this.server.root().onConnection((socket) -> {
			socket.on("binary", byte[].class, (bytes, ack) -> ack.sendArgs(AckArgs.of(bytes.length, bytes)));
			socket.on("record", Point.class, (point, ack) -> got.add(point));
			socket.on("untyped", (args, ack) -> got.addAll(args.asList()));
			socket.on("later", (args, ack) -> got.add(args));
		});
		FakeWebSocket client = connect();
		send(client, event(7, "binary", new byte[] { 1, 2, 3 }));
		assertThat(client.take())
			.containsExactly(hex(this.codec.ack("/", 7, new Object[] { 3, new byte[] { 1, 2, 3 } })));
		send(client, event(IncomingPacket.NO_ID, "record", new Point(1, 2)));
		send(client, event(IncomingPacket.NO_ID, "untyped", 1, "x", List.of(true)));
		send(client, event(IncomingPacket.NO_ID, "later", new Point(3, 4), 5));
		send(client, event(IncomingPacket.NO_ID, "nobody listens", 5));
		assertThat(got).hasSize(5).startsWith(new Point(1, 2), 1, "x", List.of(true));
		Arguments later = (Arguments) got.get(4);
		assertThat(later.get(0, Point.class)).isEqualTo(new Point(3, 4));
		assertThat(later.get(1, int.class)).isEqualTo(5);
		List<Object> answers = new ArrayList<>();
		this.server.socket().emitWithAck("question", Point.class, 1).subscribe(answers::add);
		assertThat(client.take()).containsExactly(hex(event(0, "question", 1)));
		send(client, this.codec.ack("/", 0, new Object[] { new Point(5, 6) }));
		assertThat(answers).containsExactly(new Point(5, 6));
	}

	@Test
	void broadcastsToRoomsAndCollectsAcknowledgements() {
		FakeWebSocket first = connect();
		FakeWebSocket second = connect();
		this.server.server().to("nowhere").emit("a");
		this.server.server().emit("news", new Point(1, 2));
		String news = hex(event(IncomingPacket.NO_ID, "news", new Point(1, 2)));
		assertThat(first.take()).containsExactly(news);
		assertThat(second.take()).containsExactly(news);
		List<Object> answers = new ArrayList<>();
		this.server.server().emitWithAck("ready?", Boolean.class).subscribe((acks) -> answers.addAll(acks.responses()));
		send(first, this.codec.ack("/", 0, new Object[] { true }));
		send(second, this.codec.ack("/", 0, new Object[] { false }));
		assertThat(answers).containsExactlyInAnyOrder(true, false);
	}

	@Test
	void disconnectsBothWays() {
		FakeWebSocket client = connect();
		this.server.socket().disconnect(false);
		assertThat(client.take()).containsExactly(hex(this.codec.disconnect("/")));
		send(client, connect("/", null));
		assertThat(this.server.root().sockets()).hasSize(1);
		send(client, this.codec.disconnect("/"));
		assertThat(this.server.root().sockets()).isEmpty();
	}

	@Test
	void closesConnectionForInvalidPackets() { // [121]
		FakeWebSocket text = connect();
		text.text("42[\"a\"]");
		assertThat(text.closedWith()).isNotEqualTo(FakeWebSocket.OPEN);
		FakeWebSocket binary = connect();
		binary.binary(0xc1, 0x00);
		assertThat(binary.closedWith()).isNotEqualTo(FakeWebSocket.OPEN);
		FakeWebSocket reserved = connect();
		send(reserved, event(IncomingPacket.NO_ID, "disconnect"));
		assertThat(reserved.closedWith()).isNotEqualTo(FakeWebSocket.OPEN);
		assertThat(this.server.root().sockets()).isEmpty();
	}

	@Test
	void appendsAnOffsetForTheRecoveryOfConnections() {
		Packet packet = event(IncomingPacket.NO_ID, "a", new Point(1, 2));
		Packet appended = this.codec.withOffset(packet, "1-0");
		assertThat(hex(appended)).isEqualTo(hex(event(IncomingPacket.NO_ID, "a", new Point(1, 2), "1-0")));
		packet.release();
	}

	@Test
	void addressesAnEventToAnotherNamespace() {
		Packet packet = event(IncomingPacket.NO_ID, "a", new Point(1, 2));
		Packet addressed = this.codec.addressed(packet, "/other", 7);
		assertThat(hex(addressed)).isEqualTo(hex(this.codec.event("/other", 7, "a", new Object[] { new Point(1, 2) })));
		packet.release();
	}

	@Test
	void takesBuffersOver() {
		connect();
		NettyDataBuffer argument = buffer();
		NettyDataBuffer nested = buffer();
		this.server.server().emit("a", argument, List.of(nested), argument);
		assertThat(argument.getNativeBuffer().refCnt()).isZero();
		assertThat(nested.getNativeBuffer().refCnt()).isZero();
		NettyDataBuffer unsent = buffer();
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.server().emit("a", unsent, new Unwritable()));
		assertThat(unsent.getNativeBuffer().refCnt()).isZero();
	}

	private static NettyDataBuffer buffer() {
		NettyDataBuffer buffer = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT).allocateBuffer(3);
		buffer.write(new byte[] { 1, 2, 3 });
		return buffer;
	}

	record Point(int x, int y) {
	}

}
