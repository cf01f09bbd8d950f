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

import java.util.List;

import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketIOSocket;
import reactor.core.publisher.Mono;

/**
 * Refuses clients that made up a namespace whose name has values of which the handlers
 * cannot make what they want, so that each of these has a value when it is called.
 */
class NamespaceVariableCheck implements NamespaceHandler {

	private final List<NamespaceVariableArgument> variables;

	NamespaceVariableCheck(List<NamespaceVariableArgument> variables) {
		this.variables = variables;
	}

	@Override
	public Mono<Void> onConnect(SocketIOSocket socket) {
		HandlerCall call = HandlerCall.withoutPayload(socket, null, null);
		try {
			this.variables.forEach((variable) -> variable.resolve(call));
			return Mono.empty();
		}
		catch (PayloadBindingException ex) {
			return Mono.error(LifecycleHandler.refusal(ex));
		}
	}

}
