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
 * A method that is called for each client that is about to leave the namespace, after the
 * synchronous parts of its event handlers and before {@link OnDisconnect @OnDisconnect}.
 * {@link io.github.socketiospring.SocketIOSocket#rooms() socket.rooms()} still tells the
 * rooms that it was in; nothing reaches the socket any more.
 *
 * <p>
 * Methods run one after another, those of all controllers of a namespace by
 * {@code @Order} on the method or else on its controller, and the disconnect handlers
 * wait for them. Parameters, result and errors are those of
 * {@link OnDisconnect @OnDisconnect}.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#disconnecting">
 * Socket.IO: event disconnecting</a>
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnDisconnecting {

}
