package io.github.socketiospring.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes a placeholder wherever Jackson writes binary, and collects the attachments in
 * that order. Numbers that JSON does not know are null, as in JavaScript.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO
 * protocol: packet encoding</a>
 */
final class PlaceholderGenerator extends JsonGeneratorDelegate {

	private List<ByteBuf> attachments = List.of();

	PlaceholderGenerator(JsonGenerator delegate) {
		super(delegate, false);
	}

	List<ByteBuf> attachments() {
		return this.attachments;
	}

	void writeAttachment(ByteBuf content) {
		if (this.attachments.isEmpty()) {
			this.attachments = new ArrayList<>(2);
		}
		writeStartObject();
		writeBooleanProperty("_placeholder", true);
		writeNumberProperty("num", this.attachments.size());
		writeEndObject();
		this.attachments.add(content);
	}

	@Override
	public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
		writeAttachment(Unpooled.wrappedBuffer(data, offset, length));
		return this;
	}

	@Override
	public int writeBinary(Base64Variant variant, InputStream data, int length) {
		try {
			byte[] bytes = (length >= 0) ? data.readNBytes(length) : data.readAllBytes();
			writeAttachment(Unpooled.wrappedBuffer(bytes));
			return bytes.length;
		}
		catch (IOException ex) {
			throw JacksonIOException.construct(ex, this);
		}
	}

	@Override
	public JsonGenerator writeEmbeddedObject(Object object) {
		if (object instanceof byte[] bytes) {
			return writeBinary(bytes);
		}
		return super.writeEmbeddedObject(object);
	}

	@Override
	public JsonGenerator writeNumber(double value) {
		return Double.isFinite(value) ? super.writeNumber(value) : writeNull();
	}

	@Override
	public JsonGenerator writeNumber(float value) {
		return Float.isFinite(value) ? super.writeNumber(value) : writeNull();
	}

}
