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

import java.time.Duration;
import java.util.Set;

import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.engineio.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * A method that is told what happens to rooms.
 */
class RoomEventHandler {

	private static final Log logger = LogFactory.getLog(RoomEventHandler.class);

	private final LogLimit failures = new LogLimit(Duration.ofSeconds(1));

	private final HandlerMethod method;

	private final Set<RoomEvent.Type> types;

	private final int order;

	/**
	 * Create the handler.
	 * @param types what it is told of; empty for everything
	 */
	RoomEventHandler(HandlerMethod method, Set<RoomEvent.Type> types, int order) {
		this.method = method;
		this.types = types;
		this.order = order;
	}

	int order() {
		return this.order;
	}

	HandlerMethod method() {
		return this.method;
	}

	/**
	 * Have the method called from now on, until the namespace is closed.
	 */
	void listen(SocketIONamespace namespace) {
		namespace.roomEvents()
			.filter((event) -> this.types.isEmpty() || this.types.contains(event.type()))
			.concatMap((event) -> Mono.defer(() -> call(namespace, event)).onErrorResume(this::log))
			.doOnError((ex) -> this.failures.error(logger,
					this.method + " is too slow for all that happens to rooms: events are lost", ex))
			.retry()
			.subscribe();
	}

	private Mono<Void> call(SocketIONamespace namespace, RoomEvent event) {
		try {
			Publisher<?> completion = this.method.run(this.method
				.arguments(HandlerCall.withoutSocket(namespace, null, HandlerCall.NO_PAYLOAD, null, event)));
			return (completion != null) ? Mono.when(completion) : Mono.empty();
		}
		catch (Throwable ex) {
			return Mono.error(ex);
		}
	}

	private Mono<Void> log(Throwable error) {
		this.failures.error(logger, this.method + " failed", error);
		return Mono.empty();
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
