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

import java.nio.charset.StandardCharsets;
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

	/**
	 * While there is no parser: the index of the bracket or comma before the next
	 * argument, or of the bracket behind the last.
	 */
	private int position = -1;

	/** The parser does not know of the comma before the next argument. */
	private boolean afterComma;

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
		// Copied, an array that waited for attachments can be read without a parser
		boolean small = !packet.attachments().isEmpty() && length <= Scratch.LIMIT;
		if (payload.hasArray() && !small) {
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
		if (!startPlain()) {
			startParser();
		}
	}

	/**
	 * Go to the first argument without a parser. That needs bytes of our own, since they
	 * are changed for a moment if a parser has to take over.
	 */
	private boolean startPlain() {
		if (this.scratch == null || this.length > this.codec.maxPlainLength() || this.bytes[0] != '['
				|| this.bytes[this.length - 1] != ']') {
			return false;
		}
		closeParser();
		if (this.event) {
			int quote = PlainJson.endOfText(this.bytes, 1, this.length);
			if (quote < 0 || !isSeparator(quote + 1)) {
				return false;
			}
			if (this.name == null) {
				this.name = this.codec.names().get(this.bytes, 2, quote);
			}
			this.position = quote + 1;
		}
		else {
			this.position = (this.bytes[1] == ']') ? 1 : 0;
		}
		return true;
	}

	private boolean isSeparator(int index) {
		return index < this.length && (this.bytes[index] == ',' || this.bytes[index] == ']');
	}

	private void startParser() {
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
			this.name = NameCache.check(parser.getString());
		}
	}

	/**
	 * Read the next argument, if that takes no parser.
	 * @return null if it does, or there is none
	 */
	private @Nullable Object readPlain(ValueReader reader) {
		int from = this.position + 1;
		Object value = null;
		int end = -1;
		if (this.bytes[this.position] == ']') {
			return null;
		}
		if (reader.takesText()) {
			int quote = PlainJson.endOfText(this.bytes, from, this.length);
			if (quote >= 0) {
				end = quote + 1;
				value = text(from + 1, quote);
			}
		}
		else if (reader.takesInteger()) {
			end = PlainJson.endOfInteger(this.bytes, from, this.length);
			if (end >= 0) {
				value = PlainJson.readInteger(this.bytes, from, end);
			}
		}
		else if (reader.takesBinary()) {
			int number = PlainJson.startOfAttachment(this.bytes, from, this.length);
			int brace = (number >= 0) ? PlainJson.endOfInteger(this.bytes, number, this.length) : -1;
			if (brace >= 0 && brace < this.length && this.bytes[brace] == '}') {
				int index = PlainJson.readInteger(this.bytes, number, brace);
				if (index < this.attachments.size()) {
					end = brace + 1;
					value = reader.binary(this.attachments.get(index));
				}
			}
		}
		if (end < 0 || !isSeparator(end)) {
			return null;
		}
		this.position = end;
		return value;
	}

	private String text(int from, int end) {
		return new String(this.bytes, from, end - from, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Have a parser go on, for which what remains is a list of its own.
	 * @return the parser, before the next argument; null if there is none and the end was
	 * reached without a parser
	 */
	private @Nullable JsonParser handOver() {
		int from = this.position;
		if (from < 0) {
			return this.parser;
		}
		byte separator = this.bytes[from];
		if (separator == ']') {
			if (from < this.length - 1) {
				throw new InvalidPacketException("invalid payload");
			}
			return null;
		}
		this.position = -1;
		this.bytes[from] = '[';
		JsonParser parser;
		try {
			parser = this.codec.parser().parse(this.bytes, from, this.length - from, this.attachments);
			this.parser = parser;
			parser.nextToken();
		}
		finally {
			this.bytes[from] = separator;
		}
		this.afterComma = separator == ',';
		return parser;
	}

	/**
	 * Go to the next argument.
	 * @return false if there is none
	 */
	private boolean next(JsonParser parser) {
		JsonToken token = parser.nextToken();
		if (token == null || (token == JsonToken.END_ARRAY && this.afterComma)) {
			throw new InvalidPacketException("invalid payload");
		}
		this.afterComma = false;
		return token != JsonToken.END_ARRAY;
	}

	private JsonParser reopen() {
		closeParser();
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
			if (this.finished || (this.parser == null && this.position < 0)) {
				this.finished = false;
				start();
			}
			boolean more = true;
			for (; index < readers.length; index++) {
				if (readers[index] == ValueReader.RAW) {
					values[index] = raw();
				}
				else if (more) {
					values[index] = (this.position >= 0) ? readPlain(readers[index]) : null;
					if (values[index] == null) {
						JsonParser parser = handOver();
						more = parser != null && next(parser);
						if (more && parser != null) {
							values[index] = readers[index].read(parser);
						}
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
		if (this.finished) {
			return;
		}
		try {
			JsonParser parser = handOver();
			while (parser != null && next(parser)) {
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
		JsonParser parser = this.finished ? null : handOver();
		while (parser != null && next(parser)) {
			values.add(plain.read(parser));
		}
		return Collections.unmodifiableList(values);
	}

	private void closeParser() {
		if (this.parser != null) {
			this.parser.close();
			this.parser = null;
		}
	}

	@Override
	public void close() {
		closeParser();
		if (this.scratch != null) {
			this.scratch.giveBack(this.bytes);
			this.scratch = null;
		}
	}

}
