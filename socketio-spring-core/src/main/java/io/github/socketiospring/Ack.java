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
 * Answers one event that a client sent: its acknowledgement. Only the first answer is
 * sent; a second one, one after the socket left, and one that the client did not ask for
 * are ignored. Safe for use by several threads.
 *
 * @param <T> the type of the answer
 * @see <a href="https://socket.io/docs/v4/emitting-events/#acknowledgements">Socket.IO:
 * acknowledgements</a>
 */
public interface Ack<T> {

	/**
	 * Whether the client asked for an answer.
	 * @return false if what is sent here goes nowhere
	 */
	boolean requested();

	/**
	 * Answer with one argument.
	 * @param value the argument, which may be null
	 * @throws IllegalArgumentException if the value cannot be written as JSON
	 */
	void send(@Nullable T value);

	/**
	 * Answer with any number of arguments, or with none.
	 * @param args the arguments
	 * @throws IllegalArgumentException if an argument cannot be written as JSON
	 */
	void sendArgs(AckArgs args);

}
