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
 * A method that is called for each client that was connected to the namespace and has
 * left it, after the synchronous parts of its event handlers. The socket is in no room
 * any more.
 *
 * <p>
 * Methods run one after another, those of all controllers of a namespace by
 * {@code @Order} on the method or else on its controller. All of them run: an error of
 * one is logged and does not keep the others from running.
 *
 * <p>
 * Parameters may be those of {@link OnConnect @OnConnect}, and a
 * {@link io.github.socketiospring.DisconnectReason DisconnectReason}. The method returns
 * {@code void} or a reactive type without a value, such as {@code Mono<Void>}.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#disconnect">Socket.IO:
 * event disconnect</a>
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnDisconnect {

}
