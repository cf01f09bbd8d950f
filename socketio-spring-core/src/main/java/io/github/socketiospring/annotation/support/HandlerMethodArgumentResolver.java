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

import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Resolves parameters of handler methods that the application has a meaning of its own
 * for, such as its current user. Beans of this type are asked in their order, before the
 * resolvers that are built in; parameters with {@code @Payload} are not offered to them.
 * Implementations are thread-safe.
 */
public interface HandlerMethodArgumentResolver {

	/**
	 * Whether this is the resolver of a parameter. Asked once for each parameter, as the
	 * application starts.
	 * @param parameter a parameter of a method that is annotated with {@code @OnConnect},
	 * {@code @OnEvent}, {@code @OnDisconnect} or {@code @SocketIOExceptionHandler}
	 * @return true to resolve it at each call of the method
	 */
	boolean supportsParameter(MethodParameter parameter);

	/**
	 * Resolve the value for a call. It runs on the thread on which the method is about to
	 * be called: the event loop for a method that returns a reactive type or is marked as
	 * {@code @NonBlocking}, where it must not block; else a worker.
	 * @param parameter the parameter
	 * @param socket the socket that connects or disconnects or that the event came from
	 * @return the value; null is fine unless the parameter is a primitive
	 * @throws Exception if there is none: it counts as thrown by the method, so that a
	 * {@code @OnConnect} method refuses the client; the message of a
	 * {@link io.github.socketiospring.PayloadBindingException} or a
	 * {@link io.github.socketiospring.ConnectionRefusedException} tells it why
	 */
	@Nullable Object resolveArgument(MethodParameter parameter, SocketIOSocket socket) throws Exception;

}
