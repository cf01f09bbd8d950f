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

/**
 * A parameter that takes what a variable of the {@link Namespace @Namespace} template
 * stands for, converted as for {@code @PathVariable}. A {@code Map<String, String>}
 * without a name takes all variables.
 *
 * <pre class="code">
 * &#064;SocketIOController
 * &#064;Namespace("/orders/{id}")
 * class OrderController {
 *
 *     &#064;OnEvent("note")
 *     void note(&#064;NamespaceVariable long id, String note) { ... }
 *
 * }
 * </pre>
 *
 * <p>
 * A client whose namespace has a value that cannot be converted is refused as it
 * connects, whichever method of the controller wants the value.
 *
 * @see io.github.socketiospring.NamespaceTemplate
 */
@Target({ ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface NamespaceVariable {

	/**
	 * The name of the variable.
	 * @return the name; by default that of the parameter
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The name of the variable.
	 * @return the name; by default that of the parameter
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * Whether each namespace of the controller must have the variable.
	 * @return false for null in its place; {@code Optional} and {@code @Nullable}
	 * parameters are not required in any case, primitive ones always
	 */
	boolean required() default true;

}
