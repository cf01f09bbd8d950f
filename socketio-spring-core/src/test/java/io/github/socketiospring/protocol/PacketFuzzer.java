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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * Does with any packet of a client what a server may do, and finds out whether
 * <ul>
 * <li>nothing is thrown but the exceptions of the codec,</li>
 * <li>whether a payload is well formed depends on nothing but the payload, whatever types
 * the arguments are wanted as,</li>
 * <li>what was read can be written, and is the same when it is read again.</li>
 * </ul>
 */
public final class PacketFuzzer {

	private static final Type[][] TYPES = { {}, { Object.class, Object.class, Object.class },
			{ String.class, int.class, Kind.class }, { long.class, double.class, boolean.class },
			{ RawArguments.class, Object.class }, { JsonNode.class, Position.class, Position[].class },
			{ BigInteger.class, BigDecimal.class, Float.class }, { Instant.class, Duration.class, UUID.class },
			{ Integer.class, new TypeReference<Map<String, List<Integer>>>() {
			}.getType(), new TypeReference<Optional<Position>>() {
			}.getType() } };

	/** Jackson passes over control characters in what it reads as base64. */
	private static final Type[][] BASE64_TYPES = { { String.class, int.class, byte[].class },
			{ Image.class, DataBuffer.class, ByteBuffer.class }, { new TypeReference<List<byte[]>>() {
			}.getType() } };

	private static final int MAX_READS = 8;

	private final PacketCodec codec;

	private final ValueReader[][] readers;

	private final ValueReader[][] base64Readers;

	public PacketFuzzer(PacketCodec codec) {
		this.codec = codec;
		this.readers = readers(TYPES);
		this.base64Readers = readers(BASE64_TYPES);
	}

	private ValueReader[][] readers(Type[][] types) {
		return Arrays.stream(types)
			.map((row) -> Arrays.stream(row).map(this.codec::valueReader).toArray(ValueReader[]::new))
			.toArray(ValueReader[][]::new);
	}

	/**
	 * Handle a packet.
	 * @return whether it is well formed
	 */
	public boolean accept(IncomingPacket packet) {
		byte[] payload = ByteBufUtil.getBytes(packet.payload());
		boolean wellFormed = switch (packet.type()) {
			case CONNECT -> isAuth(packet.payload());
			case EVENT, BINARY_EVENT, ACK, BINARY_ACK -> isReadable(packet);
			case DISCONNECT, CONNECT_ERROR -> true;
		};
		if (!Arrays.equals(payload, ByteBufUtil.getBytes(packet.payload()))) {
			throw new AssertionError("The payload is not what it was");
		}
		return wellFormed;
	}

	private boolean isAuth(ByteBuf payload) {
		Map<String, @Nullable Object> auth;
		try {
			auth = this.codec.readAuth(payload);
		}
		catch (InvalidPacketException ex) {
			return false;
		}
		Packet packet = this.codec.connectError("/", auth);
		Object again = this.codec.readAuth(PacketCodec.decode(this.codec.parser(), packet.encoded()).payload());
		packet.release();
		assertSame(auth, again);
		return true;
	}

	private boolean isReadable(IncomingPacket packet) {
		RawArguments arguments = null;
		try (PayloadReader payload = open(packet)) {
			arguments = payload.arguments();
		}
		catch (InvalidPacketException ex) {
			// All other ways to read it must find that out as well
		}
		for (ValueReader[] readers : this.readers) {
			assertSame(arguments != null, isWellFormed(packet, readers));
		}
		for (ValueReader[] readers : this.base64Readers) {
			boolean wellFormed = isWellFormed(packet, readers);
			assertSame(wellFormed || arguments != null, wellFormed);
		}
		if (arguments != null) {
			assertCanBeWritten(packet, arguments);
		}
		return arguments != null;
	}

	private PayloadReader open(IncomingPacket packet) {
		return isEvent(packet) ? this.codec.openEvent(packet) : this.codec.openAck(packet);
	}

	private static boolean isEvent(IncomingPacket packet) {
		return packet.type() == PacketType.EVENT || packet.type() == PacketType.BINARY_EVENT;
	}

	private boolean isWellFormed(IncomingPacket packet, ValueReader[] readers) {
		try (PayloadReader payload = open(packet)) {
			payload.read(readers);
			return true;
		}
		catch (BindingException ex) {
			// A matter of types
			return true;
		}
		catch (InvalidPacketException ex) {
			return false;
		}
	}

	private void assertCanBeWritten(IncomingPacket original, RawArguments arguments) {
		List<@Nullable Object> values = arguments.values();
		// To read them one by one parses all of them each time
		for (int i = 0; i <= Math.min(values.size(), MAX_READS); i++) {
			assertSame((i < values.size()) ? values.get(i) : null, arguments.read(i, Object.class));
		}
		if (!original.attachments().isEmpty() && hasPlaceholder(values)) {
			// Ordinary data so far, but an attachment in the form that a server writes
			return;
		}
		String name = null;
		if (isEvent(original)) {
			try (PayloadReader payload = open(original)) {
				name = payload.name();
			}
			if (name == null) {
				// Nobody can emit an event without a name
				return;
			}
		}
		Packet packet = write(original, name, values);
		try {
			assertSame(values, readAgain(packet, name));
			Packet addressed = this.codec.addressed(packet, "/other", 7);
			assertSame(values, readAgain(addressed, name));
			addressed.release();
		}
		finally {
			packet.release();
		}
	}

	private Packet write(IncomingPacket original, @Nullable String name, List<@Nullable Object> values) {
		@Nullable Object[] args = values.toArray();
		return (name != null) ? this.codec.event(original.namespace(), original.id(), name, args)
				: this.codec.ack(original.namespace(), Math.max(0, original.id()), args);
	}

	private List<@Nullable Object> readAgain(Packet packet, @Nullable String name) {
		try (PayloadReader payload = (name != null) ? this.codec.openEvent(packet) : this.codec.openAck(packet)) {
			if (name != null) {
				assertSame(name, payload.name());
			}
			return payload.arguments().values();
		}
	}

	private static boolean hasPlaceholder(@Nullable Object value) {
		if (value instanceof List<?> list) {
			return list.stream().anyMatch(PacketFuzzer::hasPlaceholder);
		}
		return value instanceof Map<?, ?> map
				&& (map.containsKey("_placeholder") || map.values().stream().anyMatch(PacketFuzzer::hasPlaceholder));
	}

	private static void assertSame(@Nullable Object expected, @Nullable Object actual) {
		if (!isSame(expected, actual)) {
			throw new AssertionError("Read " + expected + " at first, and then " + actual);
		}
	}

	private static boolean isSame(@Nullable Object a, @Nullable Object b) {
		if (a instanceof byte[] first && b instanceof byte[] second) {
			return Arrays.equals(first, second);
		}
		if (a instanceof List<?> first && b instanceof List<?> second) {
			boolean same = first.size() == second.size();
			for (int i = 0; same && i < first.size(); i++) {
				same = isSame(first.get(i), second.get(i));
			}
			return same;
		}
		if (a instanceof Map<?, ?> first && b instanceof Map<?, ?> second) {
			return first.size() == second.size() && first.entrySet()
				.stream()
				.allMatch((entry) -> second.containsKey(entry.getKey())
						&& isSame(entry.getValue(), second.get(entry.getKey())));
		}
		return (a == null) ? b == null : a.equals(b);
	}

	record Position(int x, @Nullable Long y, @Nullable String name, @Nullable List<Position> more,
			@Nullable Kind kind) {
	}

	record Image(byte @Nullable [] data, @Nullable List<Image> more) {
	}

	enum Kind {

		A, B

	}

}
