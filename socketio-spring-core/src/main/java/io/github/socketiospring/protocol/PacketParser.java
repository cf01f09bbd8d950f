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

import java.util.List;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Lays packets out as messages and reads them again: the {@code parser} of a server,
 * which must be the one that its clients use. Safe for use by several threads.
 *
 * <p>
 * A parser takes a packet apart, but does not bind its arguments: it shows them as
 * Jackson's tokens, and whatever type a handler wants is read from there. A format that
 * Jackson has no parser for can write what it decoded into a
 * {@link tools.jackson.databind.util.TokenBuffer} and give that.
 *
 * @see PacketParserFactory
 * @see <a href="https://socket.io/docs/v4/custom-parser/">Socket.IO: custom parser</a>
 */
public interface PacketParser {

	/**
	 * Write an event or an acknowledgement.
	 * @param type {@link PacketType#EVENT} or {@link PacketType#ACK}
	 * @param namespace the name of the namespace
	 * @param id the id of the acknowledgement, or {@link IncomingPacket#NO_ID}
	 * @param event the name of the event, the first element of the data; null for an
	 * acknowledgement
	 * @param args the arguments, the other elements. Only where objects hold buffers in
	 * turn are they written, and so released, by the mapper
	 * @return the packet, with one reference
	 * @throws IllegalArgumentException if an argument cannot be written
	 */
	EncodedPacket encode(PacketType type, String namespace, long id, @Nullable String event, @Nullable Object[] args);

	/**
	 * Whether {@link #encode} takes arguments that are buffers as they are, and releases
	 * them once the packet is. By default it gets their bytes instead.
	 * @return true if it does
	 */
	default boolean takesBuffers() {
		return false;
	}

	/**
	 * Write a packet of any other type.
	 * @param type the type
	 * @param namespace the name of the namespace
	 * @param data the data; null if the packet has none
	 * @return the packet, with one reference
	 * @throws IllegalArgumentException if the data cannot be written
	 */
	EncodedPacket encodeObject(PacketType type, String namespace, @Nullable Object data);

	/**
	 * Append an argument to an event that is encoded already. It tells where in the
	 * stream of a namespace the event stands, for the recovery of connections.
	 * @param packet an event that this parser wrote, which is left as it is
	 * @param argument the additional argument
	 * @return another packet, with one reference
	 */
	EncodedPacket append(EncodedPacket packet, String argument);

	/**
	 * Make an event that is encoded already one of another namespace, for events to many
	 * namespaces.
	 * @param packet an event that this parser wrote, which is left as it is
	 * @param namespace the name of the namespace
	 * @param id the id of the acknowledgement, or {@link IncomingPacket#NO_ID}
	 * @return another packet, with one reference
	 */
	EncodedPacket address(Packet packet, String namespace, long id);

	/**
	 * Whether the last element of the data of an event is a text. By default the packet
	 * is decoded for that; a parser that sees it sooner should say so.
	 * @param packet an event that this parser wrote, which is left as it is
	 * @return true if it is
	 */
	default boolean endsWithText(EncodedPacket packet) {
		IncomingPacket event = PacketCodec.decode(this, packet);
		byte[] payload = ByteBufUtil.getBytes(event.payload());
		try (JsonParser parser = parse(payload, 0, payload.length, event.attachments())) {
			JsonToken last = parser.nextToken();
			for (JsonToken token = parser.nextToken(); token != null
					&& token != JsonToken.END_ARRAY; token = parser.nextToken()) {
				last = token;
				parser.skipChildren();
			}
			return last == JsonToken.VALUE_STRING;
		}
	}

	/**
	 * Create what decodes the packets of one connection.
	 * @param maxAttachments the most binary attachments that a packet may have, if it has
	 * them outside of its data
	 * @return the decoder
	 */
	Decoder decoder(int maxAttachments);

	/**
	 * Parse the data of a packet.
	 * @param payload an array that has the bytes of {@link IncomingPacket#payload()}
	 * somewhere
	 * @param offset where they begin
	 * @param length how many they are, at least one
	 * @param attachments the attachments of the packet
	 * @return shows the data, and nothing else, as tokens; binary data as embedded
	 * {@code byte[]}. It stands before the first token
	 * @throws InvalidPacketException if the data is invalid. What it throws later for
	 * that is this or a {@link JacksonException}.
	 */
	JsonParser parse(byte[] payload, int offset, int length, List<byte[]> attachments);

	/**
	 * Decodes the packets of one connection. Not for use by several threads.
	 */
	interface Decoder {

		/**
		 * Decode a text message.
		 * @param text the message, which is UTF-8 and only borrowed
		 * @return the packet, or null if more of it is to come
		 * @throws InvalidPacketException if it is no packet
		 */
		@Nullable IncomingPacket decode(ByteBuf text);

		/**
		 * Decode a binary message.
		 * @param content the message, which is only borrowed
		 * @return the packet, or null if more of it is to come
		 * @throws InvalidPacketException if it is no packet and no part of one
		 */
		@Nullable IncomingPacket decodeBinary(ByteBuf content);

	}

}
