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
 * A method that handles exceptions of {@link OnEvent @OnEvent} methods: what they throw,
 * what the reactive type they returned fails with, arguments that cannot be bound
 * ({@link io.github.socketiospring.PayloadBindingException}), and arguments that violate
 * constraints
 * ({@link org.springframework.web.method.annotation.HandlerMethodValidationException}).
 * Its result is the acknowledgement, as that of an event handler. Refusals of
 * {@link OnConnect @OnConnect} methods do not come here.
 *
 * <p>
 * Methods of the controller are asked first, then those of
 * {@link org.springframework.web.bind.annotation.ControllerAdvice @ControllerAdvice}
 * beans by their order. In each bean the method for the closest exception type is taken;
 * if there is none, the causes of the exception are tried. If the method fails itself,
 * the exception counts as not handled, with the second one suppressed.
 *
 * <p>
 * Parameters may be the exception, and what an {@code @OnEvent} method can take but the
 * arguments of the event. A plain method runs on a worker, unless it is marked as
 * {@link NonBlocking @NonBlocking}.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SocketIOExceptionHandler {

	/**
	 * The types of exceptions.
	 * @return the types; by default those of the parameters that are exceptions
	 */
	Class<? extends Throwable>[] value() default {};

}
