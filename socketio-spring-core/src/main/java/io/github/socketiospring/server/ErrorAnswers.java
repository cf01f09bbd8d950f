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

package io.github.socketiospring.server;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socketiospring.Ack;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client that asked for an answer of an error, without anything of the inside.
 */
final class ErrorAnswers {

	private ErrorAnswers() {
	}

	static void send(Ack<Object> ack, ServerOptions options, String code, String message) {
		send(ack, options, code, message, null);
	}

	/**
	 * Tell what is wrong as well.
	 * @param problem the details, or null if there are none
	 */
	static void send(Ack<Object> ack, ServerOptions options, String code, String message,
			@Nullable Map<String, Object> problem) {
		if (ack.requested() && options.errorAck()) {
			Map<String, Object> details = new LinkedHashMap<>();
			details.put("code", code);
			details.put("message", message);
			if (problem != null) {
				details.put("problem", problem);
			}
			ack.send(Map.of("error", details));
		}
	}

}
