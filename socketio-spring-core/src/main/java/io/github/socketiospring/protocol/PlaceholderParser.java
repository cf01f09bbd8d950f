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
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Shows the attachment in place of each placeholder, so that Jackson binds it to whatever
 * type is wanted there. A placeholder is recognised by its first bytes, so nothing needs
 * to be buffered.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO
 * protocol: packet encoding</a>
 */
final class PlaceholderParser extends JsonParserDelegate {

	private static final byte[] PLACEHOLDER = ascii("\"_placeholder\"");

	private static final byte[] NUMBER = ascii("\"num\"");

	private static final byte[] COLON = ascii(":");

	private static final byte[] COMMA = ascii(",");

	private static final byte[] TRUE = ascii("true");

	private final JsonParser json;

	private final byte[] bytes;

	private final int offset;

	private final List<byte[]> attachments;

	PlaceholderParser(JsonParser json, byte[] bytes, int offset, List<byte[]> attachments) {
		super(json);
		this.json = json;
		this.bytes = bytes;
		this.offset = offset;
		this.attachments = attachments;
	}

	@Override
	public @Nullable JsonToken nextToken() {
		// What stands for a placeholder is one token
		this.delegate = this.json;
		JsonToken token = this.json.nextToken();
		return (token == JsonToken.START_OBJECT && isPlaceholder()) ? replace() : token;
	}

	/**
	 * Look ahead for {@code "_placeholder":true}, alone or behind {@code "num"} and its
	 * value, which is no object and no array.
	 */
	private boolean isPlaceholder() {
		int index = this.offset + (int) this.json.currentLocation().getByteOffset();
		int number = skip(skip(index, NUMBER), COLON);
		if (number >= 0) {
			while (number < this.bytes.length && ",{}[]".indexOf(this.bytes[number]) < 0) {
				number++;
			}
			index = skip(number, COMMA);
		}
		return skip(skip(skip(index, PLACEHOLDER), COLON), TRUE) >= 0;
	}

	/**
	 * Skip white space and a token.
	 * @return the index behind it, or -1 if it is not there
	 */
	private int skip(int from, byte[] token) {
		if (from < 0) {
			return -1;
		}
		int index = from;
		while (index < this.bytes.length && this.bytes[index] <= ' ') {
			index++;
		}
		int end = index + token.length;
		boolean found = end <= this.bytes.length && Arrays.equals(this.bytes, index, end, token, 0, token.length);
		return found ? end : -1;
	}

	private JsonToken replace() {
		int number = -1;
		while (this.json.nextToken() == JsonToken.PROPERTY_NAME) {
			boolean wanted = "num".equals(this.json.currentName());
			JsonToken value = this.json.nextToken();
			if (wanted) {
				number = (value == JsonToken.VALUE_NUMBER_INT && this.json.getNumberType() == JsonParser.NumberType.INT)
						? this.json.getIntValue() : -1;
			}
			this.json.skipChildren();
		}
		if (number < 0 || number >= this.attachments.size()) {
			throw new InvalidPacketException("illegal attachments");
		}
		TokenBuffer replacement = TokenBuffer.forBuffering(this.json, objectReadContext());
		replacement.writeEmbeddedObject(this.attachments.get(number));
		this.delegate = replacement.asParser(objectReadContext());
		return this.delegate.nextToken();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public @Nullable JsonToken nextValue() {
		JsonToken token = nextToken();
		return (token == JsonToken.PROPERTY_NAME) ? nextToken() : token;
	}

	@Override
	public @Nullable String nextName() {
		return (nextToken() == JsonToken.PROPERTY_NAME) ? currentName() : null;
	}

	@Override
	public boolean nextName(SerializableString name) {
		return nextToken() == JsonToken.PROPERTY_NAME && name.getValue().equals(currentName());
	}

	@Override
	public int nextNameMatch(PropertyNameMatcher matcher) {
		String name = nextName();
		if (name != null) {
			return matcher.matchName(name);
		}
		return hasToken(JsonToken.END_OBJECT) ? PropertyNameMatcher.MATCH_END_OBJECT
				: PropertyNameMatcher.MATCH_ODD_TOKEN;
	}

	@Override
	public JsonParser skipChildren() {
		JsonToken token = currentToken();
		if (token == null || !token.isStructStart()) {
			return this;
		}
		int open = 1;
		while (open > 0) {
			token = nextToken();
			if (token == null) {
				return this;
			}
			if (token.isStructStart()) {
				open++;
			}
			else if (token.isStructEnd()) {
				open--;
			}
		}
		return this;
	}

}
