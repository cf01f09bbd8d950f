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
 * The namespaces of a {@link SocketIOController @SocketIOController}. Every method of the
 * controller handles the sockets of all of them. A controller without this annotation
 * handles the namespace {@code /}.
 *
 * <p>
 * A name with variables, as <code>/orders/{id}</code>, is a template: clients create the
 * namespaces that match it, and {@link NamespaceVariable @NamespaceVariable} parameters
 * take the values. Other namespaces exist as soon as the application has started, and
 * come before templates; of these, the more special ones come first.
 *
 * @see io.github.socketiospring.NamespaceTemplate
 * @see <a href="https://socket.io/docs/v4/namespaces/">Socket.IO: namespaces</a>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Namespace {

	/**
	 * The names of the namespaces, or templates for them.
	 * @return one or more names, with or without the slash at the beginning
	 */
	String[] value();

}
