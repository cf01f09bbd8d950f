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
 * A parameter of an {@link OnEvent @OnEvent} method that takes an argument of the event.
 * The annotation is needed for two things only: to name the position, and for a type that
 * would be taken for something else or be refused as a mistake.
 *
 * <p>
 * A parameter without a position takes the argument after that of the parameter before
 * it, and the first one argument 0. So in
 * {@code (String a, @Payload(3) String b, String c)} these are the arguments 0, 3 and 4.
 */
@Target({ ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Payload {

	/**
	 * The position of the argument.
	 * @return counted from 0; by default the next one
	 */
	int value() default -1;

}
