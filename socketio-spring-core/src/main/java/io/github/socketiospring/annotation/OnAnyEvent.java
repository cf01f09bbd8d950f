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
 * A method that gets every event of the namespace, before the middlewares of the socket
 * and the handler of that event. Several are called by {@code @Order} on the method or
 * else on its controller.
 *
 * <p>
 * Parameters may be those of {@link OnEvent @OnEvent}, and the name of the event as
 * {@link EventName @EventName} {@code String}. The method returns {@code void} or a
 * reactive type without a value, such as {@code Mono<Void>}; it answers the event only
 * with an {@link io.github.socketiospring.Ack Ack} parameter. An error is logged, or goes
 * to an exception handler whose result is not sent; the handler of the event runs all the
 * same.
 *
 * @see <a href=
 * "https://socket.io/docs/v4/listening-to-events/#catch-all-listeners">Socket.IO:
 * catch-all listeners</a>
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnAnyEvent {

}
