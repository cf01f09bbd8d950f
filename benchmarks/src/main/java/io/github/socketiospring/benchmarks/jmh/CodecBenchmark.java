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

package io.github.socketiospring.benchmarks.jmh;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketParser;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.github.socketiospring.protocol.PayloadReader;
import io.github.socketiospring.protocol.ValueReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one event costs to read and to write, without any transport: by this library, and
 * in the way of the reference server, which makes a string of the bytes, cuts the header
 * off, and parses the rest into a tree ({@link StringCodec}).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {

	/** Receivers of a broadcast. */
	static final int RECEIVERS = 100;

	/** What an event carries. */
	@Param
	public Kind kind = Kind.TEXT;

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final PacketCodec codec = new PacketCodec(this.mapper, PacketParserFactory.json());

	private final StringCodec strings = new StringCodec(this.mapper);

	private final PacketParser.Decoder decoder = this.codec.decoder(10);

	private ValueReader[] readers = {};

	private Object argument = "";

	private final ByteBuf incoming = ByteBufAllocator.DEFAULT.directBuffer();

	/** The kinds of argument. */
	public enum Kind {

		/** 32 letters. */
		TEXT("abcdefghijklmnopqrstuvwxyz012345", String.class),

		/** A record with three fields. */
		RECORD(new Message("lobby", 12345, "Hello, world"), Message.class);

		private final Object argument;

		private final Class<?> type;

		Kind(Object argument, Class<?> type) {
			this.argument = argument;
			this.type = type;
		}

	}

	/**
	 * The record.
	 *
	 * @param room a text
	 * @param number an integer
	 * @param text a text
	 */
	public record Message(String room, int number, String text) {
	}

	/** Prepare the event. */
	@Setup
	public void prepare() {
		this.argument = this.kind.argument;
		this.readers = new ValueReader[] { this.codec.valueReader(this.kind.type) };
		this.incoming.writeBytes(("2" + this.mapper.writeValueAsString(List.of("message", this.argument)))
			.getBytes(StandardCharsets.UTF_8));
	}

	/** Release the event. */
	@TearDown
	public void release() {
		this.incoming.release();
	}

	/**
	 * Decode an event, and bind its argument.
	 * @return the argument
	 */
	@Benchmark
	public @Nullable Object decode() {
		IncomingPacket packet = Objects.requireNonNull(this.decoder.decode(this.incoming));
		try (PayloadReader payload = this.codec.openEvent(packet)) {
			return payload.read(this.readers)[0];
		}
	}

	/**
	 * The same by way of a string and a tree.
	 * @return the argument
	 */
	@Benchmark
	public Object decodeByString() {
		return this.strings.decode(this.incoming, this.kind.type);
	}

	/**
	 * Encode an event for one receiver.
	 * @return its bytes
	 */
	@Benchmark
	public int encode() {
		Packet packet = this.codec.event("/", IncomingPacket.NO_ID, "message", new Object[] { this.argument });
		int bytes = packet.encoded().frames().readableBytes();
		packet.release();
		return bytes;
	}

	/**
	 * The same by way of a string.
	 * @return its bytes
	 */
	@Benchmark
	public int encodeByString() {
		return StringCodec.frame(this.strings.encode("message", this.argument));
	}

	/**
	 * Encode an event for many receivers; a figure for each of them.
	 * @return their bytes
	 */
	@Benchmark
	@OperationsPerInvocation(RECEIVERS)
	public int encodeBroadcast() {
		Packet packet = this.codec.event("/", IncomingPacket.NO_ID, "message", new Object[] { this.argument });
		int bytes = 0;
		for (int i = 0; i < RECEIVERS; i++) {
			ByteBuf frames = packet.encoded().frames().retainedDuplicate();
			bytes += frames.readableBytes();
			frames.release();
		}
		packet.release();
		return bytes;
	}

	/**
	 * The same by way of a string, which is made once, and a frame of each receiver.
	 * @return their bytes
	 */
	@Benchmark
	@OperationsPerInvocation(RECEIVERS)
	public int encodeBroadcastByString() {
		String message = this.strings.encode("message", this.argument);
		int bytes = 0;
		for (int i = 0; i < RECEIVERS; i++) {
			bytes += StringCodec.frame(message);
		}
		return bytes;
	}

	/**
	 * The way of the reference server: bytes, string, tree, and back.
	 */
	private static final class StringCodec {

		private final JsonMapper mapper;

		StringCodec(JsonMapper mapper) {
			this.mapper = mapper;
		}

		Object decode(ByteBuf bytes, Class<?> type) {
			String text = bytes.toString(StandardCharsets.UTF_8);
			int index = 1;
			if (text.charAt(index) == '/') {
				index = text.indexOf(',', index) + 1;
			}
			while (Character.isDigit(text.charAt(index))) {
				index++;
			}
			JsonNode tree = this.mapper.readTree(text.substring(index));
			return this.mapper.treeToValue(tree.get(1), type);
		}

		String encode(String event, Object argument) {
			List<Object> data = new ArrayList<>(2);
			data.add(event);
			data.add(argument);
			return "2" + this.mapper.writeValueAsString(data);
		}

		static int frame(String message) {
			byte[] payload = ("4" + message).getBytes(StandardCharsets.UTF_8);
			ByteBuf frame = ByteBufAllocator.DEFAULT.directBuffer(payload.length + 4);
			frame.writeByte(0x81);
			if (payload.length < 126) {
				frame.writeByte(payload.length);
			}
			else {
				frame.writeByte(126).writeShort(payload.length);
			}
			frame.writeBytes(payload);
			int bytes = frame.readableBytes();
			frame.release();
			return bytes;
		}

	}

}
