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
 * A parameter that takes the {@code auth} object which the client sent as it connected,
 * or one property of it.
 *
 * <pre class="code">
 * &#064;OnConnect
 * void connected(SocketIOSocket socket, &#064;Auth LoginRequest login, &#064;Auth("token") String token) { ... }
 * </pre>
 *
 * <p>
 * If it is missing although it is required, or cannot be read as the type of the
 * parameter, an {@link OnConnect @OnConnect} method refuses the client with a message
 * that names the property, and any other method fails with
 * {@link io.github.socketiospring.PayloadBindingException}. If it violates constraints,
 * an {@link OnConnect @OnConnect} method refuses the client with the data
 * <code>{"code": "validation_failed", "problem"}</code>.
 *
 * @see <a href="https://socket.io/docs/v4/client-options/#auth">Socket.IO: client option
 * auth</a>
 */
@Target({ ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Auth {

	/**
	 * The property to take.
	 * @return its name; by default the whole object
	 */
	String value() default "";

	/**
	 * Whether the client must send it. A property that is null, and an object without
	 * properties, were not sent.
	 * @return false for null in its place; {@code Optional} and {@code @Nullable}
	 * parameters are not required in any case, primitive ones always
	 */
	boolean required() default true;

}
