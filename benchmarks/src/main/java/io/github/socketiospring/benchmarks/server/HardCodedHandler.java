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

package io.github.socketiospring.benchmarks.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the load generator sends with bytes that were written beforehand: nothing
 * is parsed but the letter that tells the events apart, and the name of a room. All
 * connections are on one event loop.
 */
final class HardCodedHandler extends ChannelInboundHandlerAdapter {

	static final String CONNECTED = "40{\"sid\":\"wZX3oN0bSVIhsaknAAAI\"}";

	private static final String TEXT = "0123456789abcdef0123456789abcdef";

	private static final ByteBuf OPEN_FRAME = text(open("lv_VI97HAXpY6yYWAAAC"));

	private static final ByteBuf CONNECTED_FRAME = text(CONNECTED);

	private static final ByteBuf ECHO = text("42[\"echo\",\"" + TEXT + "\"]");

	private static final ByteBuf RECORD = text(
			"42[\"record\",{\"id\":12345,\"name\":\"Ada Lovelace\",\"value\":3.25}]");

	private static final ByteBuf ACK = text("431[\"" + TEXT + "\"]");

	private static final ByteBuf DONE = text("431[]");

	private static final ByteBuf BINARY = binary(1024);

	private static final ByteBuf BROADCAST = text("42[\"broadcast\",\"" + TEXT.repeat(4) + "\"]");

	private static final ByteBuf SAY = text("42[\"say\",\"" + TEXT.repeat(4) + "\"]");

	private final Rooms rooms;

	HardCodedHandler(Rooms rooms) {
		this.rooms = rooms;
	}

	/**
	 * The packet that opens a session.
	 */
	static String open(String sid) {
		return "0{\"sid\":\"" + sid
				+ "\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.rooms.all.add(context.channel());
		context.writeAndFlush(OPEN_FRAME.duplicate(), context.voidPromise());
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.rooms.remove(context.channel());
		context.fireChannelInactive();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof TextWebSocketFrame frame) {
			onText(context, frame.content());
			frame.release();
		}
		else if (message instanceof BinaryWebSocketFrame frame) {
			frame.release();
			context.write(BINARY.duplicate(), context.voidPromise());
		}
		else {
			context.fireChannelRead(message);
		}
	}

	private void onText(ChannelHandlerContext context, ByteBuf content) {
		int start = content.readerIndex();
		switch (content.getByte(start + 1)) {
			case '0' -> context.write(CONNECTED_FRAME.duplicate(), context.voidPromise());
			case '2' -> {
				// 42["echo" or 421["ack"
				boolean acknowledged = content.getByte(start + 2) != '[';
				ByteBuf answer = acknowledged ? answer(context, content, content.getByte(start + 5))
						: event(content, content.getByte(start + 4));
				if (answer != null) {
					context.write(answer.duplicate(), context.voidPromise());
				}
			}
			default -> {
				// The header of a binary event, or a pong
			}
		}
	}

	private ByteBuf answer(ChannelHandlerContext context, ByteBuf content, byte letter) {
		switch (letter) {
			case 'j' -> this.rooms.join(context.channel(), argument(content, 0));
			case 'm' -> {
				this.rooms.leave(context.channel(), argument(content, 0));
				this.rooms.join(context.channel(), argument(content, 1));
			}
			case 's' -> this.rooms.send(this.rooms.members(argument(content, 0)), SAY);
			default -> {
				return ACK;
			}
		}
		return DONE;
	}

	private @Nullable ByteBuf event(ByteBuf content, byte letter) {
		switch (letter) {
			case 'e' -> {
				return ECHO;
			}
			case 'r' -> {
				return RECORD;
			}
			case 'b' -> this.rooms.send(this.rooms.all, BROADCAST);
			default -> this.rooms.send(this.rooms.members(argument(content, 0)), SAY);
		}
		return null;
	}

	private static String argument(ByteBuf content, int index) {
		return content.toString(StandardCharsets.US_ASCII).split("\"")[3 + 2 * index];
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		context.flush();
		this.rooms.flush();
		context.fireChannelReadComplete();
	}

	private static ByteBuf text(String text) {
		return frame(0x81, text.getBytes(StandardCharsets.US_ASCII));
	}

	private static ByteBuf binary(int size) {
		ByteBuf header = text("451-[\"binary\",{\"_placeholder\":true,\"num\":0}]");
		ByteBuf bytes = frame(0x82, new byte[size]);
		return keep(Unpooled.directBuffer().writeBytes(header.duplicate()).writeBytes(bytes.duplicate()));
	}

	private static ByteBuf frame(int opcode, byte[] payload) {
		ByteBuf frame = Unpooled.directBuffer().writeByte(opcode);
		if (payload.length < 126) {
			frame.writeByte(payload.length);
		}
		else {
			frame.writeByte(126).writeShort(payload.length);
		}
		return keep(frame.writeBytes(payload));
	}

	private static ByteBuf keep(ByteBuf bytes) {
		return Unpooled.unreleasableBuffer(bytes.asReadOnly());
	}

	/**
	 * Who is in which room, and who was written to since the last flush.
	 */
	static final class Rooms {

		private final Set<Channel> all = new LinkedHashSet<>();

		private final Map<String, Set<Channel>> rooms = new HashMap<>();

		private final List<Channel> written = new ArrayList<>();

		private void join(Channel channel, String room) {
			members(room).add(channel);
		}

		private void remove(Channel channel) {
			this.all.remove(channel);
			this.rooms.values().forEach((members) -> members.remove(channel));
		}

		private void leave(Channel channel, String room) {
			members(room).remove(channel);
		}

		private Set<Channel> members(String room) {
			return this.rooms.computeIfAbsent(room, (name) -> new LinkedHashSet<>());
		}

		private void send(Set<Channel> receivers, ByteBuf frame) {
			for (Channel receiver : receivers) {
				ChannelHandlerContext context = receiver.pipeline().context(HardCodedHandler.class);
				context.write(frame.duplicate(), context.voidPromise());
				this.written.add(receiver);
			}
		}

		private void flush() {
			for (Channel channel : this.written) {
				channel.flush();
			}
			this.written.clear();
		}

	}

}
