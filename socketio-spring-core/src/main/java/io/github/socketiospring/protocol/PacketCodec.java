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

package io.github.socketiospring.protocol;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes packets, and reads the payloads of those that came, in the layout of a parser.
 * Safe for use by several threads.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/">Socket.IO protocol</a>
 */
public final class PacketCodec {

	private final JsonMapper mapper;

	private final ObjectReader reader;

	private final PacketParser parser;

	private final int maxPlainLength;

	private final ThreadLocal<Scratch> scratches = ThreadLocal.withInitial(Scratch::new);

	private final NameCache names = new NameCache();

	private final Map<Type, ValueReader> valueReaders = new ConcurrentHashMap<>();

	/**
	 * Create a codec.
	 * @param mapper writes and reads the arguments
	 * @param parserFactory creates what lays packets out
	 */
	public PacketCodec(JsonMapper mapper, PacketParserFactory parserFactory) {
		this.mapper = mapper.rebuild()
			.addModule(new BinaryModule())
			.addModule(new BigIntegerModule())
			.addModule(new ConstructorModule())
			.build();
		this.reader = this.mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
		this.parser = parserFactory.create(this.mapper);
		this.maxPlainLength = (this.parser instanceof JsonPacketParser)
				? PlainJson.maxLength(this.mapper.tokenStreamFactory().streamReadConstraints()) : -1;
	}

	/**
	 * The mapper that writes and reads arguments. It knows binary data.
	 * @return the mapper
	 */
	public JsonMapper mapper() {
		return this.mapper;
	}

	/**
	 * Most bytes of a payload that may be read without a parser, as far as that goes.
	 */
	int maxPlainLength() {
		return this.maxPlainLength;
	}

	PacketParser parser() {
		return this.parser;
	}

	ObjectReader reader() {
		return this.reader;
	}

	/**
	 * That of the current thread.
	 */
	Scratch scratch() {
		return this.scratches.get();
	}

	NameCache names() {
		return this.names;
	}

	/**
	 * Create what decodes the packets of one connection.
	 * @param maxAttachments the most binary attachments that a packet may have
	 * @return the decoder
	 */
	public PacketParser.Decoder decoder(int maxAttachments) {
		return this.parser.decoder(maxAttachments);
	}

	/**
	 * Write an event.
	 * @param namespace the name of the namespace
	 * @param id the id of the acknowledgement that is asked for, or
	 * {@link IncomingPacket#NO_ID}
	 * @param event the name of the event
	 * @param args the arguments
	 * @return the packet
	 * @throws IllegalArgumentException if an argument cannot be written
	 */
	public Packet event(String namespace, long id, String event, @Nullable Object[] args) {
		return new Packet(PacketType.EVENT, namespace, id, encode(PacketType.EVENT, namespace, id, event, args));
	}

	/**
	 * Write an acknowledgement.
	 * @param namespace the name of the namespace
	 * @param id its id
	 * @param args the arguments
	 * @return the packet
	 * @throws IllegalArgumentException if an argument cannot be written
	 */
	public Packet ack(String namespace, long id, @Nullable Object[] args) {
		return new Packet(PacketType.ACK, namespace, id,
				encode(PacketType.ACK, namespace, id, null, args).asEssential());
	}

	private EncodedPacket encode(PacketType type, String namespace, long id, @Nullable String event,
			@Nullable Object[] args) {
		return this.parser.encode(type, namespace, id, event,
				this.parser.takesBuffers() ? args : BinaryModule.detach(args));
	}

	/**
	 * Append to an event where in the stream of its namespace it stands, without encoding
	 * it again.
	 * @param packet the event, which is left as it is
	 * @param offset the additional last argument
	 * @return another packet, with one reference
	 */
	public Packet withOffset(Packet packet, String offset) {
		EncodedPacket encoded = this.parser.append(packet.encoded(), offset);
		return new Packet(packet.type(), packet.namespace(), packet.id(), withFlags(encoded, packet));
	}

	/**
	 * Make an event one of another namespace, without writing its arguments again.
	 * @param packet the event, which is left as it is
	 * @param namespace the name of the namespace
	 * @param id the id of the acknowledgement that is asked for, or
	 * {@link IncomingPacket#NO_ID}
	 * @return another packet, with one reference
	 */
	public Packet addressed(Packet packet, String namespace, long id) {
		EncodedPacket encoded = this.parser.address(packet, namespace, id);
		return new Packet(packet.type(), namespace, id, withFlags(encoded, packet));
	}

	private static EncodedPacket withFlags(EncodedPacket encoded, Packet original) {
		encoded.compress(original.encoded().isCompress());
		return original.encoded().isVolatile() ? encoded.asVolatile() : encoded;
	}

	/**
	 * Whether the last element of an event, which is its name if it has no arguments, is
	 * a text: clients that can be recovered take that for an offset.
	 * @param packet the event, which keeps its references
	 * @return whether a client would
	 */
	public boolean endsWithText(Packet packet) {
		return this.parser.endsWithText(packet.encoded());
	}

	/**
	 * Write the acceptance of a socket.
	 * @param namespace the name of the namespace
	 * @param sid the id of the socket; null for clients of Socket.IO 2, which are not
	 * told
	 * @return the packet
	 */
	public Packet connect(String namespace, @Nullable String sid) {
		return control(PacketType.CONNECT, namespace, (sid != null) ? Map.of("sid", sid) : null);
	}

	/**
	 * Write the acceptance of a socket that can be recovered.
	 * @param namespace the name of the namespace
	 * @param sid the id of the socket
	 * @param pid the secret by which its client can have it recovered
	 * @return the packet
	 */
	public Packet connect(String namespace, String sid, String pid) {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("sid", sid);
		payload.put("pid", pid);
		return control(PacketType.CONNECT, namespace, payload);
	}

	/**
	 * Write the refusal of a socket.
	 * @param namespace the name of the namespace
	 * @param message what the client is told
	 * @param data additional details, left out if null
	 * @return the packet
	 * @throws IllegalArgumentException if the data cannot be written
	 */
	public Packet connectError(String namespace, String message, @Nullable Object data) {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("message", message);
		if (data != null) {
			payload.put("data", data);
		}
		return connectError(namespace, payload);
	}

	/**
	 * Write the refusal of a socket as clients of Socket.IO 2 want it.
	 * @param namespace the name of the namespace
	 * @param payload what the client is told
	 * @return the packet
	 * @throws IllegalArgumentException if the payload cannot be written
	 */
	public Packet connectError(String namespace, Object payload) {
		return control(PacketType.CONNECT_ERROR, namespace, payload);
	}

	/**
	 * Write that a socket has to leave.
	 * @param namespace the name of the namespace
	 * @return the packet
	 */
	public Packet disconnect(String namespace) {
		return control(PacketType.DISCONNECT, namespace, null);
	}

	private Packet control(PacketType type, String namespace, @Nullable Object payload) {
		return new Packet(type, namespace, IncomingPacket.NO_ID,
				this.parser.encodeObject(type, namespace, payload).asEssential());
	}

	/**
	 * Get what reads arguments of a type. {@link RawArguments} gives all arguments.
	 * @param type the type
	 * @return the reader, prepared once for each type
	 */
	public ValueReader valueReader(Type type) {
		return this.valueReaders.computeIfAbsent(type, (key) -> ValueReader.create(key, this.reader));
	}

	/**
	 * Open the payload of an event.
	 * @param packet the packet
	 * @return reads its name and its arguments; to be closed
	 * @throws InvalidPacketException if it is not an event that a client may send
	 */
	public PayloadReader openEvent(IncomingPacket packet) {
		return PayloadReader.open(this, packet, true).begin();
	}

	/**
	 * Open the payload of an event that is to be sent.
	 * @param packet the event, which keeps its references
	 * @return reads its name and its arguments; to be closed
	 */
	public PayloadReader openEvent(Packet packet) {
		return openEvent(decode(this.parser, packet.encoded()));
	}

	/**
	 * Show the data of a packet that is to be sent as tokens, binary data as embedded
	 * {@code byte[]}.
	 * @param packet an event or an acknowledgement, which keeps its references
	 * @return stands before the first token; to be closed
	 */
	public JsonParser tokens(Packet packet) {
		IncomingPacket incoming = decode(this.parser, packet.encoded());
		byte[] payload = ByteBufUtil.getBytes(incoming.payload());
		return this.parser.parse(payload, 0, payload.length, incoming.attachments());
	}

	/**
	 * Whether there is binary data in an event that is to be sent.
	 * @param packet the event, which keeps its references
	 * @return whether JSON would lose that it is binary
	 */
	public boolean isBinary(Packet packet) {
		if (this.parser instanceof JsonPacketParser) {
			return packet.encoded().binaries().length > 0;
		}
		try (JsonParser tokens = tokens(packet)) {
			for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
				if (token == JsonToken.VALUE_EMBEDDED_OBJECT) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Open the payload of an acknowledgement that is to be sent.
	 * @param packet the acknowledgement, which keeps its references
	 * @return reads its arguments; to be closed
	 */
	public PayloadReader openAck(Packet packet) {
		return openAck(decode(this.parser, packet.encoded()));
	}

	/**
	 * Decode a packet that is to be sent.
	 */
	static IncomingPacket decode(PacketParser parser, EncodedPacket packet) {
		ByteBuf text = packet.text();
		ByteBuf[] binaries = packet.binaries();
		PacketParser.Decoder decoder = parser.decoder(binaries.length);
		// Without the type of the Engine.IO packet
		IncomingPacket incoming = (text != null)
				? decoder.decode(text.slice(text.readerIndex() + 1, text.readableBytes() - 1)) : null;
		for (ByteBuf binary : binaries) {
			incoming = decoder.decodeBinary(binary);
		}
		return Objects.requireNonNull(incoming, "Not a packet");
	}

	/**
	 * Open the payload of an acknowledgement.
	 * @param packet the packet
	 * @return reads its arguments; to be closed
	 * @throws InvalidPacketException if it is no list of arguments
	 */
	public PayloadReader openAck(IncomingPacket packet) {
		return PayloadReader.open(this, packet, false).begin();
	}

	/**
	 * Read the {@code auth} object of a CONNECT.
	 * @param payload the payload
	 * @return the object; empty if there is none
	 * @throws InvalidPacketException if it is anything else
	 */
	public Map<String, @Nullable Object> readAuth(ByteBuf payload) {
		if (!payload.isReadable()) {
			return Map.of();
		}
		IncomingPacket packet = new IncomingPacket(PacketType.CONNECT, "/", IncomingPacket.NO_ID, payload, List.of());
		try (PayloadReader reader = PayloadReader.open(this, packet, false)) {
			return reader.readObject();
		}
	}

	/**
	 * Convert a plain value to a type.
	 * @param <T> the type
	 * @param value the value
	 * @param type the type
	 * @return the converted value
	 * @throws BindingException if it cannot be converted
	 */
	public <T> T convert(Object value, Type type) {
		try {
			return this.mapper.convertValue(value, this.mapper.constructType(type));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new BindingException(0, ex);
		}
	}

}
