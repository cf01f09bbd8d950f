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

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * A bean whose methods handle the connections and events of Socket.IO clients. Its
 * handler methods are annotated with {@link OnConnect @OnConnect},
 * {@link OnEvent @OnEvent}, {@link OnDisconnect @OnDisconnect} and
 * {@link SocketIOExceptionHandler @SocketIOExceptionHandler}; inherited methods and those
 * of interfaces count. They are called through the bean's proxy, if it has one, so that
 * transactions, validation and other aspects apply.
 *
 * <p>
 * The controller belongs to the namespaces that {@link Namespace @Namespace} names, by
 * default to {@code /}. It must be thread-safe: handlers of different clients run at the
 * same time.
 *
 * <p>
 * Where the application has a Bean Validation {@code Validator}, arguments whose
 * parameters have constraints or are marked as {@code @Valid} or {@code @Validated} are
 * validated before a method is called. What violates them is a
 * {@link org.springframework.web.method.annotation.HandlerMethodValidationException}.
 *
 * <pre class="code">
 * &#064;SocketIOController
 * &#064;Namespace("/chat")
 * class ChatController {
 *
 *     &#064;OnEvent("chat message")
 *     Receipt message(SocketIOSocket socket, ChatMessage message) {
 *         socket.to(message.room()).emit("chat message", message);
 *         return new Receipt(message.id());
 *     }
 *
 * }
 * </pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface SocketIOController {

	/**
	 * The name of the bean.
	 * @return the name; by default one that is made from the name of the class
	 */
	@AliasFor(annotation = Component.class)
	String value() default "";

	/**
	 * The name of the bean of type {@code SocketIOServer} whose clients the controller
	 * serves.
	 * @return the name; by default the only server, or the primary one
	 */
	String server() default "";

}
