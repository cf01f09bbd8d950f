package io.github.socketiospring.protocol;

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
 * type is wanted there. An object that may be a placeholder is buffered until that is
 * clear; all others pass through.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO
 * protocol: packet encoding</a>
 */
final class PlaceholderParser extends JsonParserDelegate {

	private static final String PLACEHOLDER = "_placeholder";

	private static final String NUMBER = "num";

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
		if (this.delegate != this.json) {
			JsonToken token = this.delegate.nextToken();
			if (token != null) {
				return token;
			}
			this.delegate = this.json;
		}
		JsonToken token = this.json.nextToken();
		return (token == JsonToken.START_OBJECT && mayBePlaceholder()) ? replace() : token;
	}

	private boolean mayBePlaceholder() {
		int index = this.offset + (int) this.json.currentLocation().getByteOffset();
		while (index < this.bytes.length && this.bytes[index] <= ' ') {
			index++;
		}
		// Both names of a placeholder, and few others, begin so
		return index + 1 < this.bytes.length && this.bytes[index] == '"'
				&& (this.bytes[index + 1] == '_' || this.bytes[index + 1] == 'n');
	}

	private @Nullable JsonToken replace() {
		TokenBuffer object = TokenBuffer.forBuffering(this, objectReadContext());
		object.copyCurrentStructure(this);
		TokenBuffer replacement = object;
		if (isPlaceholder(object)) {
			replacement = TokenBuffer.forBuffering(this, objectReadContext());
			replacement.writeEmbeddedObject(attachment(object));
		}
		this.delegate = replacement.asParser(objectReadContext());
		return this.delegate.nextToken();
	}

	private boolean isPlaceholder(TokenBuffer object) {
		try (JsonParser parser = property(object, PLACEHOLDER)) {
			return parser != null && parser.nextToken() == JsonToken.VALUE_TRUE;
		}
	}

	private byte[] attachment(TokenBuffer object) {
		try (JsonParser parser = property(object, NUMBER)) {
			if (parser != null && parser.nextToken() == JsonToken.VALUE_NUMBER_INT
					&& parser.getNumberType() == JsonParser.NumberType.INT) {
				int number = parser.getIntValue();
				if (number >= 0 && number < this.attachments.size()) {
					return this.attachments.get(number);
				}
			}
			throw new InvalidPacketException("illegal attachments");
		}
	}

	/**
	 * Find a property of an object.
	 * @return a parser at its name, or null if there is none
	 */
	private @Nullable JsonParser property(TokenBuffer object, String name) {
		JsonParser parser = object.asParser(objectReadContext());
		parser.nextToken();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			if (name.equals(parser.currentName())) {
				return parser;
			}
			parser.nextToken();
			parser.skipChildren();
		}
		return null;
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
