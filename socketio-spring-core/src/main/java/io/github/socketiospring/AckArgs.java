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
 * The arguments of an acknowledgement where there are several or none: a handler returns
 * it, or gives it to {@link Ack#sendArgs(AckArgs)}.
 */
public final class AckArgs {

	private static final AckArgs NONE = new AckArgs(new Object[0]);

	private final @Nullable Object[] values;

	private AckArgs(@Nullable Object[] values) {
		this.values = values;
	}

	/**
	 * An acknowledgement without arguments.
	 * @return the one instance
	 */
	public static AckArgs none() {
		return NONE;
	}

	/**
	 * An acknowledgement with the given arguments, in their order.
	 * @param values the arguments, each of which may be null
	 * @return the arguments as one value
	 */
	public static AckArgs of(@Nullable Object... values) {
		return new AckArgs(values.clone());
	}

	/**
	 * The arguments in their order.
	 * @return a copy
	 */
	public @Nullable Object[] values() {
		return this.values.clone();
	}

}
