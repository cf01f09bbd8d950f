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

package io.github.socketiospring;

import java.util.Map;

/**
 * An exception that tells a client what is wrong with what it sent: arguments that could
 * be read, but violate constraints. A client that asked for an answer to the event gets
 * an error with the code {@code validation_failed}, unless an exception handler takes the
 * exception; a client whose socket is refused gets that code as data of its
 * {@code connect_error}.
 *
 * <p>
 * The arguments of annotated methods are validated where Bean Validation is there. Code
 * that validates by itself may throw an exception of its own that implements this.
 */
public interface ValidationFailure {

	/**
	 * The details, as the members of a problem detail. The client sees them, unless they
	 * are turned off.
	 * @return values that can be written as JSON, by their names
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457: Problem Details for
	 * HTTP APIs</a>
	 */
	Map<String, Object> getProblem();

}
