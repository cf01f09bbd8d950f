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

package io.github.socketiospring.demo;

import java.util.stream.Collectors;

import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/**
 * Answers for all controllers what they refuse.
 */
@ControllerAdvice
class RefusalAdvice {

	@SocketIOExceptionHandler
	@NonBlocking
	Refusal refused(RefusedException ex) {
		return new Refusal(false, String.valueOf(ex.getMessage()));
	}

	/**
	 * Says all that is wrong with the arguments.
	 */
	@SocketIOExceptionHandler
	@NonBlocking
	Refusal invalid(HandlerMethodValidationException ex) {
		return new Refusal(false,
				ex.getAllErrors()
					.stream()
					.map((error) -> String.valueOf(error.getDefaultMessage()))
					.distinct()
					.collect(Collectors.joining(" ")));
	}

	/**
	 * The acknowledgement.
	 *
	 * @param ok false
	 * @param error a sentence for the visitor
	 */
	record Refusal(boolean ok, String error) {

	}

}
