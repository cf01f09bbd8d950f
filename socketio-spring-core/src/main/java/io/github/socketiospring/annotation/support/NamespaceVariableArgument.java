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

package io.github.socketiospring.annotation.support;

import java.util.Optional;

import io.github.socketiospring.PayloadBindingException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/**
 * The value of a variable in the name of the namespace. What is missing or cannot be
 * converted fails with a message that may be shown to the client.
 *
 * @param name the name of the variable
 * @param type what the value is converted to
 * @param optional whether an {@code Optional} is wanted
 * @param required whether there must be a value
 * @param conversionService converts it
 */
record NamespaceVariableArgument(String name, TypeDescriptor type, boolean optional, boolean required,
		ConversionService conversionService) implements Argument {

	private static final TypeDescriptor TEXT = TypeDescriptor.valueOf(String.class);

	@Override
	public @Nullable Object resolve(HandlerCall call) {
		String text = call.namespace().variables().get(this.name);
		Object value = (text != null) ? convert(text) : null;
		if (value == null && this.required) {
			throw new PayloadBindingException(0, "Missing namespace variable '" + this.name + "'", null);
		}
		return this.optional ? Optional.ofNullable(value) : value;
	}

	private @Nullable Object convert(String text) {
		if (this.type.getType() == String.class) {
			return text;
		}
		try {
			return this.conversionService.convert(text, TEXT, this.type);
		}
		catch (ConversionException | IllegalArgumentException ex) {
			throw new PayloadBindingException(0, "Invalid namespace variable '" + this.name + "'", ex);
		}
	}

	boolean isConvertible() {
		return this.conversionService.canConvert(TEXT, this.type);
	}

}
