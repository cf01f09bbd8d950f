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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the payload of one packet in one pass from its bytes to the wanted types. What
 * nobody wants is parsed as well, so that an invalid one is always found out. Not for use
 * by several threads.
 */
public final class PayloadReader implements AutoCloseable {

	private final PacketCodec codec;

	private @Nullable Scratch scratch;

	private final byte[] bytes;

	private final int offset;

	private final int length;

	private final List<byte[]> attachments;

	private final boolean event;

	private @Nullable JsonParser parser;

	private @Nullable String name;

	private boolean finished;

	private @Nullable RawArguments raw;

	private PayloadReader(PacketCodec codec, @Nullable Scratch scratch, byte[] bytes, int offset, int length,
			List<byte[]> attachments, boolean event) {
		this.codec = codec;
		this.scratch = scratch;
		this.bytes = bytes;
		this.offset = offset;
		this.length = length;
		this.attachments = attachments;
		this.event = event;
	}

	/**
	 * Open a payload without looking into it.
	 */
	static PayloadReader open(PacketCodec codec, IncomingPacket packet, boolean event) {
		ByteBuf payload = packet.payload();
		int length = payload.readableBytes();
		if (payload.hasArray()) {
			return new PayloadReader(codec, null, payload.array(), payload.arrayOffset() + payload.readerIndex(),
					length, packet.attachments(), event);
		}
		Scratch scratch = codec.scratch();
		return new PayloadReader(codec, scratch, scratch.take(payload), 0, length, packet.attachments(), event);
	}

	/**
	 * Open arguments that were kept.
	 */
	static PayloadReader open(PacketCodec codec, byte[] payload, List<byte[]> attachments, boolean event) {
		return new PayloadReader(codec, null, payload, 0, payload.length, attachments, event).begin();
	}

	/**
	 * Go to the first argument.
	 */
	PayloadReader begin() {
		if (this.length == 0) {
			// Legal: a list without elements, and so without a name
			this.finished = true;
			return this;
		}
		try {
			start();
			return this;
		}
		catch (JacksonException ex) {
			close();
			throw new InvalidPacketException("invalid payload");
		}
		catch (InvalidPacketException ex) {
			close();
			throw ex;
		}
	}

	private void start() {
		JsonParser parser = reopen();
		if (parser.nextToken() != JsonToken.START_ARRAY) {
			throw new InvalidPacketException("invalid payload");
		}
		if (!this.event) {
			return;
		}
		JsonToken token = parser.nextToken();
		if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT
				&& token != JsonToken.VALUE_NUMBER_FLOAT) {
			throw new InvalidPacketException("invalid payload");
		}
		if (this.name == null) {
			this.name = parser.getString();
			if (ReservedEvents.contains(this.name)) {
				throw new InvalidPacketException("reserved event name");
			}
		}
	}

	private JsonParser reopen() {
		if (this.parser != null) {
			this.parser.close();
		}
		JsonParser parser = this.codec.parser().parse(this.bytes, this.offset, this.length, this.attachments);
		this.parser = parser;
		return parser;
	}

	/**
	 * The name of the event.
	 * @return the name, or null if the payload is empty
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * Read the arguments.
	 * @param readers what to read each as, from the first on
	 * @return the values; null for those that did not come
	 * @throws BindingException if the payload is well formed, but one of them is not of
	 * its type
	 * @throws InvalidPacketException if the payload is not well formed
	 */
	public @Nullable Object[] read(ValueReader[] readers) {
		@Nullable Object[] values = new Object[readers.length];
		if (this.length == 0) {
			fillRaw(readers, values);
			return values;
		}
		int index = 0;
		try {
			JsonParser parser = this.parser;
			if (this.finished || parser == null) {
				this.finished = false;
				start();
				parser = this.parser;
			}
			boolean more = true;
			for (; index < readers.length; index++) {
				if (readers[index] == ValueReader.RAW) {
					values[index] = raw();
				}
				else if (more && parser != null) {
					more = parser.nextToken() != JsonToken.END_ARRAY;
					if (more) {
						values[index] = readers[index].read(parser);
					}
				}
			}
			if (!more) {
				end();
			}
			else {
				finish();
			}
			return values;
		}
		catch (InvalidPacketException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			validate();
			throw new BindingException(index, ex);
		}
	}

	private void fillRaw(ValueReader[] readers, @Nullable Object[] values) {
		for (int i = 0; i < readers.length; i++) {
			if (readers[i] == ValueReader.RAW) {
				values[i] = raw();
			}
		}
	}

	private RawArguments raw() {
		if (this.raw == null) {
			this.raw = new RawArguments(this.codec,
					Arrays.copyOfRange(this.bytes, this.offset, this.offset + this.length), this.attachments,
					this.event);
		}
		return this.raw;
	}

	/**
	 * All arguments, to be read when they are wanted.
	 * @return the arguments
	 * @throws InvalidPacketException if the payload is not well formed
	 */
	public RawArguments arguments() {
		finish();
		return raw();
	}

	/**
	 * Parse what has not been read.
	 * @throws InvalidPacketException if it is not well formed
	 */
	public void finish() {
		JsonParser parser = this.parser;
		if (this.finished || parser == null) {
			return;
		}
		try {
			for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
				if (token == null) {
					throw new InvalidPacketException("invalid payload");
				}
				parser.skipChildren();
			}
			end();
		}
		catch (JacksonException ex) {
			throw new InvalidPacketException("invalid payload");
		}
	}

	private void end() {
		this.finished = true;
		if (this.parser != null && this.parser.nextToken() != null) {
			throw new InvalidPacketException("invalid payload");
		}
	}

	/**
	 * Something failed in the middle: find out whether the payload is to blame.
	 */
	private void validate() {
		try {
			this.finished = false;
			start();
		}
		catch (JacksonException ex) {
			throw new InvalidPacketException("invalid payload");
		}
		finish();
	}

	/**
	 * Read the whole payload as an object.
	 */
	Map<String, @Nullable Object> readObject() {
		try {
			JsonParser parser = reopen();
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new InvalidPacketException("invalid payload");
			}
			Map<String, @Nullable Object> object = this.codec.reader().forType(Map.class).readValue(parser);
			end();
			return Collections.unmodifiableMap(object);
		}
		catch (JacksonException ex) {
			throw new InvalidPacketException("invalid payload");
		}
	}

	/**
	 * Read all arguments as plain values.
	 * @param plain reads {@code Object}
	 * @return an unmodifiable list
	 */
	public List<@Nullable Object> readAll(ValueReader plain) {
		List<@Nullable Object> values = new ArrayList<>();
		JsonParser parser = this.parser;
		if (parser != null && !this.finished) {
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				values.add(plain.read(parser));
			}
		}
		return Collections.unmodifiableList(values);
	}

	@Override
	public void close() {
		if (this.parser != null) {
			this.parser.close();
			this.parser = null;
		}
		if (this.scratch != null) {
			this.scratch.giveBack(this.bytes);
			this.scratch = null;
		}
	}

}
