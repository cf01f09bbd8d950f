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

package io.github.socketiospring;

import org.jspecify.annotations.Nullable;

/**
 * An argument that a client sent is not what its receiver wants: the JSON is well formed
 * but cannot be read as the parameter's type. A client that asked for an answer gets an
 * error with the code {@code bad_payload}; its socket stays open.
 */
public class PayloadBindingException extends RuntimeException {

	/** The position of the argument. */
	private final int index;

	/**
	 * Create the exception.
	 * @param index the position of the argument, from 0
	 * @param message what is wrong with it
	 * @param cause the cause, if any
	 */
	public PayloadBindingException(int index, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.index = index;
	}

	/**
	 * The position of the argument.
	 * @return counted from 0
	 */
	public int getIndex() {
		return this.index;
	}

}
