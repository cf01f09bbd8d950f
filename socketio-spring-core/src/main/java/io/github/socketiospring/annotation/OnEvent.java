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

package io.github.socketiospring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that handles events of clients. An event has one such method in a namespace;
 * {@code *} is the name of an event, not a wildcard.
 *
 * <p>
 * <b>Parameters.</b> The following are taken by their type:
 * {@link io.github.socketiospring.SocketIOSocket SocketIOSocket},
 * {@link io.github.socketiospring.SocketIONamespace SocketIONamespace},
 * {@link io.github.socketiospring.SocketIOServer SocketIOServer},
 * {@link io.github.socketiospring.Handshake Handshake},
 * {@link io.github.socketiospring.Ack Ack}, {@link java.security.Principal} (or
 * {@code Optional} of it; null if there is none) and
 * {@link io.github.socketiospring.Arguments Arguments} (all arguments of the event, for
 * reading by hand), as well as parameters with {@link Auth @Auth}. Every other one is an
 * argument of the event, in their order (see {@link Payload @Payload}): anything that can
 * be read from JSON, and {@code byte[]}, {@link java.nio.ByteBuffer} and
 * {@link org.springframework.core.io.buffer.DataBuffer} at any depth. A missing argument
 * is null, or an empty {@code Optional}; for a primitive it fails with
 * {@link io.github.socketiospring.PayloadBindingException}. Arguments that no parameter
 * takes are ignored. {@code Object...} takes the rest as plain Java values.
 *
 * <p>
 * <b>Acknowledgement.</b> With an {@code Ack} parameter only that answers, and the method
 * returns {@code void} or a reactive type without a value. Otherwise the end of the
 * method answers, if the client asked for it: a value is the one argument of the answer
 * (a {@code List} too), null is null, {@code void} gives no argument,
 * {@link io.github.socketiospring.AckArgs AckArgs} several. A {@code Mono} or
 * {@code CompletionStage} answers with its value, and without arguments if it has none. A
 * {@code Flux} is collected into one list of at most 1,000 elements and fails beyond; if
 * no answer was asked for it just runs.
 *
 * <p>
 * <b>Threads.</b> A method that returns a reactive type starts on the event loop and must
 * not block; any other one runs on a worker, unless it is marked as
 * {@link NonBlocking @NonBlocking}. Methods of one client start in the order of its
 * events, and the synchronous part of one ends before the next starts.
 *
 * @see <a href="https://socket.io/docs/v4/listening-to-events/">Socket.IO: listening to
 * events</a>
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnEvent {

	/**
	 * The names of the events.
	 * @return one or more names; reserved ones such as {@code connect} and
	 * {@code disconnect} are refused
	 */
	String[] value();

}
