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

import java.lang.reflect.Type;
import java.time.Duration;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.engineio.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * A method for events of other servers.
 */
class ServerEventHandler {

	private static final Log logger = LogFactory.getLog(ServerEventHandler.class);

	private final LogLimit failures = new LogLimit(Duration.ofSeconds(1));

	private final HandlerMethod method;

	ServerEventHandler(HandlerMethod method) {
		this.method = method;
	}

	HandlerMethod method() {
		return this.method;
	}

	/**
	 * Have the method called for an event from now on.
	 */
	void listen(SocketIONamespace namespace, String event) {
		namespace.onServerEvent(event, (args, ack) -> handle(namespace, event, args, ack));
	}

	private void handle(SocketIONamespace namespace, String event, Arguments args, Ack<Object> ack) {
		try {
			Object answer = this.method.answer(HandlerCall.withoutSocket(namespace, event, payload(args), ack, null));
			if (answer instanceof Publisher<?> publisher) {
				Flux.from(publisher).subscribe((later) -> send(later, ack), this::log);
			}
			else {
				send(answer, ack);
			}
		}
		catch (Throwable ex) {
			log(ex);
		}
	}

	private @Nullable Object[] payload(Arguments args) {
		Type[] types = this.method.payloadTypes();
		@Nullable Object[] payload = new @Nullable Object[types.length];
		for (int i = 0; i < payload.length; i++) {
			payload[i] = (types[i] == Arguments.class) ? args : args.read(i, types[i]);
		}
		return payload;
	}

	private static void send(@Nullable Object answer, Ack<Object> ack) {
		if (answer instanceof AckArgs args) {
			ack.sendArgs(args);
		}
	}

	private void log(Throwable error) {
		this.failures.error(logger, this.method + " failed", error);
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
