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
