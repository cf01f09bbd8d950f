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

package io.github.socketiospring.protocol.msgpack;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketParser;
import io.github.socketiospring.protocol.PacketType;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lays packets out as MessagePack: each is one binary message, with its binary data in
 * place. Compatible with {@code socket.io-msgpack-parser} for JavaScript. What the mapper
 * writes and reads as JSON, it writes and reads so, but for what MessagePack has a form
 * of its own for: binary data, and numbers that are not finite. A {@link Float} keeps its
 * four bytes, and a {@link java.math.BigDecimal} becomes a double. A date that JavaScript
 * sent is read like the string that JSON would have for it. Safe for use by several
 * threads.
 *
 * @see <a href=
 * "https://github.com/socketio/socket.io-msgpack-parser">socket.io-msgpack-parser</a>
 */
public final class MessagePackParser implements PacketParser {

	private final JsonMapper mapper;

	private final ObjectWriter writer;

	private final IOContext ioContext;

	private final RecyclerPool<BufferRecycler> recyclers;

	/**
	 * Create a parser.
	 * @param mapper writes and reads the arguments
	 */
	public MessagePackParser(JsonMapper mapper) {
		this.mapper = mapper;
		this.writer = mapper.writer();
		this.recyclers = mapper.tokenStreamFactory()._getRecyclerPool();
		// Only asked for the limits
		this.ioContext = new IOContext(mapper.tokenStreamFactory().streamReadConstraints(),
				mapper.tokenStreamFactory().streamWriteConstraints(), ErrorReportConfiguration.defaults(),
				new BufferRecycler(), ContentReference.unknown(), false, null);
	}

	@Override
	public EncodedPacket encode(PacketType type, String namespace, long id, @Nullable String event,
			@Nullable Object[] args) {
		return encode(type, namespace, id, true, (output, generator) -> {
			output.writeArrayHeader((event != null) ? args.length + 1 : args.length);
			if (event != null) {
				output.writeString(event);
			}
			for (Object arg : args) {
				write(generator, arg);
			}
		});
	}

	@Override
	public EncodedPacket encodeObject(PacketType type, String namespace, @Nullable Object data) {
		return encode(type, namespace, IncomingPacket.NO_ID, data != null,
				(output, generator) -> write(generator, data));
	}

	private EncodedPacket encode(PacketType type, String namespace, long id, boolean hasData, Data data) {
		return encode((output, generator) -> {
			writeHeader(output, type, namespace, id, hasData);
			if (hasData) {
				data.write(output, generator);
			}
		}, (output) -> EncodedPacket.binary(ByteBufAllocator.DEFAULT, output.array(), 0, output.size()));
	}

	private <T> T encode(Data data, Function<MessagePackOutput, T> result) {
		// A serializer may emit in turn: it then gets memory of its own
		MessagePackOutput output = new MessagePackOutput(this.recyclers.acquireAndLinkPooled());
		try {
			data.write(output, new MessagePackGenerator(this.mapper._serializationContext(), this.ioContext, output));
			return result.apply(output);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("Cannot be written as MessagePack: " + ex.getOriginalMessage(), ex);
		}
		catch (UnsupportedOperationException ex) {
			throw new IllegalArgumentException("Cannot be written as MessagePack: " + ex.getMessage(), ex);
		}
		finally {
			output.giveBack();
		}
	}

	/**
	 * Write all but the data, which is the last, so that an argument can be appended.
	 */
	private static void writeHeader(MessagePackOutput output, PacketType type, String namespace, long id,
			boolean hasData) {
		output.writeMapHeader(2 + ((id >= 0) ? 1 : 0) + (hasData ? 1 : 0));
		writeKey(output, MessagePackDecoder.TYPE);
		output.writeInteger(type.ordinal());
		writeKey(output, MessagePackDecoder.NAMESPACE);
		output.writeString(namespace);
		if (id >= 0) {
			writeKey(output, MessagePackDecoder.ID);
			output.writeInteger(id);
		}
		if (hasData) {
			writeKey(output, MessagePackDecoder.DATA);
		}
	}

	private static void writeKey(MessagePackOutput output, byte[] key) {
		output.writeString(key, 0, key.length);
	}

	private void write(JsonGenerator generator, @Nullable Object value) {
		if (value == null) {
			generator.writeNull();
		}
		else if (value instanceof String string) {
			generator.writeString(string);
		}
		else {
			this.writer.writeValue(generator, value);
		}
	}

	/**
	 * Write a value that is no packet, but is laid out as one.
	 * @param value the value
	 * @return its bytes
	 * @throws IllegalArgumentException if it cannot be written
	 */
	public byte[] write(Object value) {
		return encode((output, generator) -> write(generator, value),
				(output) -> Arrays.copyOf(output.array(), output.size()));
	}

	@Override
	public EncodedPacket append(EncodedPacket packet, String argument) {
		byte[] bytes = ByteBufUtil.getBytes(packet.binaries()[0]);
		MessagePackInput input = data(bytes);
		int header = input.position();
		input.next();
		MessagePackOutput output = new MessagePackOutput();
		output.write(bytes, 0, header);
		output.writeArrayHeader(input.length() + 1);
		output.write(bytes, input.position(), bytes.length - input.position());
		output.writeString(argument);
		return EncodedPacket.binary(ByteBufAllocator.DEFAULT, output.array(), 0, output.size());
	}

	@Override
	public EncodedPacket address(Packet packet, String namespace, long id) {
		byte[] bytes = ByteBufUtil.getBytes(packet.encoded().binaries()[0]);
		int data = data(bytes).position();
		MessagePackOutput output = new MessagePackOutput();
		writeHeader(output, packet.type(), namespace, id, true);
		output.write(bytes, data, bytes.length - data);
		return EncodedPacket.binary(ByteBufAllocator.DEFAULT, output.array(), 0, output.size());
	}

	/**
	 * Go to the data of an event.
	 */
	private static MessagePackInput data(byte[] bytes) {
		MessagePackInput input = new MessagePackInput(bytes, 0, bytes.length, false);
		input.next();
		input.next();
		while (!input.is(MessagePackDecoder.DATA)) {
			input.next();
			input.next();
		}
		return input;
	}

	@Override
	public Decoder decoder(int maxAttachments) {
		return new MessagePackDecoder(this.ioContext.streamReadConstraints().getMaxNestingDepth());
	}

	/**
	 * Read values. Those of clients were checked by the {@link #decoder}; servers of
	 * Node.js may have written dates as the timestamps of MessagePack.
	 */
	@Override
	public JsonParser parse(byte[] payload, int offset, int length, List<byte[]> attachments) {
		DeserializationContextExt context = this.mapper._deserializationContext();
		return context
			.assignAndReturnParser(new MessagePackReader(context, new MessagePackInput(payload, offset, length, true)));
	}

	@FunctionalInterface
	private interface Data {

		void write(MessagePackOutput output, JsonGenerator generator);

	}

}
