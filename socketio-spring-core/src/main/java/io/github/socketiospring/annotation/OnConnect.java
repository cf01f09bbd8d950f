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
 * A method that is called for each client that connects to the namespace, after all
 * middlewares and before the client is told that it is connected. What is emitted to the
 * socket in the meantime is held back until then.
 *
 * <p>
 * To refuse the client, the method throws an exception or returns a reactive type that
 * fails: the client gets a {@code connect_error}. The text of a
 * {@link io.github.socketiospring.ConnectionRefusedException} reaches the client, that of
 * most others does not. Exception handler methods are not asked. Methods run one after
 * another, those of all controllers of a namespace by {@code @Order} on the method or
 * else on its controller, and the first refusal ends it.
 *
 * <p>
 * Parameters may be of the types {@link io.github.socketiospring.SocketIOSocket
 * SocketIOSocket}, {@link io.github.socketiospring.SocketIONamespace SocketIONamespace},
 * {@link io.github.socketiospring.SocketIOServer SocketIOServer},
 * {@link io.github.socketiospring.Handshake Handshake} and
 * {@link java.security.Principal} (or {@code Optional} of it), or marked with
 * {@link Auth @Auth}. The method returns {@code void} or a reactive type without a value,
 * such as {@code Mono<Void>}.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#event-connection">Socket.IO: event
 * connection</a>
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnConnect {

}
