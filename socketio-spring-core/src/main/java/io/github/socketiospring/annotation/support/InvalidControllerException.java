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

import org.jspecify.annotations.Nullable;

/**
 * An annotated controller cannot be used as it is written: the application does not
 * start. The message names the method and says what to change.
 */
public class InvalidControllerException extends IllegalStateException {

	/** What is wrong. */
	private final String description;

	/** What to change. */
	private final String action;

	/**
	 * Create the exception.
	 * @param description what is wrong, with the name of the class or method
	 * @param action what to change
	 */
	public InvalidControllerException(String description, String action) {
		this(description, action, null);
	}

	/**
	 * Create the exception with a cause.
	 * @param description what is wrong, with the name of the class or method
	 * @param action what to change
	 * @param cause the cause, if any
	 */
	public InvalidControllerException(String description, String action, @Nullable Throwable cause) {
		super(description + ". " + action + ".", cause);
		this.description = description;
		this.action = action;
	}

	/**
	 * What is wrong.
	 * @return a sentence without its full stop
	 */
	public String getDescription() {
		return this.description;
	}

	/**
	 * What to change.
	 * @return a sentence without its full stop
	 */
	public String getAction() {
		return this.action;
	}

}
