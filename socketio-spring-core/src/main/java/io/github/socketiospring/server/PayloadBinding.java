package io.github.socketiospring.server;

import java.lang.reflect.Type;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.protocol.BindingException;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PayloadReader;
import io.github.socketiospring.protocol.RawArguments;
import io.github.socketiospring.protocol.ValueReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments that somebody wants, prepared once for their types.
 */
final class PayloadBinding {

	private final Type[] types;

	private final ValueReader[] readers;

	PayloadBinding(PacketCodec codec, Type... types) {
		this.types = types;
		this.readers = new ValueReader[types.length];
		for (int i = 0; i < types.length; i++) {
			this.readers[i] = codec.valueReader((types[i] == Arguments.class) ? RawArguments.class : types[i]);
		}
	}

	/**
	 * Read the arguments.
	 * @throws PayloadBindingException if one of them is not of its type
	 */
	@Nullable Object[] read(PayloadReader payload) {
		try {
			@Nullable Object[] values = payload.read(this.readers);
			for (int i = 0; i < values.length; i++) {
				if (values[i] instanceof RawArguments raw) {
					values[i] = new DefaultArguments(raw);
				}
			}
			return values;
		}
		catch (BindingException ex) {
			throw DefaultArguments.bindingException(ex, this.types[Math.min(ex.index(), this.types.length - 1)]);
		}
	}

}
