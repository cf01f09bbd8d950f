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

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Runs a method as a socket connects or disconnects.
 */
class LifecycleHandler {

	private final HandlerMethod method;

	private final HandlerThreads threads;

	private final int order;

	LifecycleHandler(HandlerMethod method, HandlerThreads threads, int order) {
		this.method = method;
		this.threads = threads;
		this.order = order;
	}

	HandlerMethod method() {
		return this.method;
	}

	int order() {
		return this.order;
	}

	/**
	 * Run the method, on each subscription.
	 * @param reason why the socket left, or null as it connects
	 */
	Mono<Void> run(SocketIOSocket socket, @Nullable DisconnectReason reason) {
		HandlerCall call = HandlerCall.withoutPayload(socket, null, reason);
		return this.threads.run(socket, this.method.isBlocking(), () -> {
			Publisher<?> completion = this.method.run(arguments(call));
			return (completion != null) ? Mono.when(completion) : Mono.empty();
		});
	}

	private @Nullable Object[] arguments(HandlerCall call) throws Exception {
		try {
			return this.method.arguments(call);
		}
		catch (PayloadBindingException ex) {
			boolean connecting = (call.subject() == null);
			if (!connecting) {
				throw ex;
			}
			throw refusal(ex);
		}
	}

	/**
	 * Tell the client why its socket is refused.
	 */
	static ConnectionRefusedException refusal(PayloadBindingException cause) {
		ConnectionRefusedException refusal = new ConnectionRefusedException(String.valueOf(cause.getMessage()));
		refusal.initCause(cause);
		return refusal;
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
