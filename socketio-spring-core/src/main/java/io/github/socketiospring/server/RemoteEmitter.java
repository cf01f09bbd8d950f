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

import java.time.Duration;

import io.github.socketiospring.AckTimeoutException;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.BroadcastAcks;
import io.github.socketiospring.BroadcastOperator;
import io.github.socketiospring.SocketDisconnectedException;
import io.github.socketiospring.SocketEmitter;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Emits to one socket, wherever it is, through the room that it has for itself.
 */
class RemoteEmitter implements SocketEmitter {

	private final BroadcastOperator room;

	RemoteEmitter(BroadcastOperator room) {
		this.room = room;
	}

	BroadcastOperator room() {
		return this.room;
	}

	@Override
	public SocketEmitter timeout(Duration timeout) {
		return new RemoteEmitter(this.room.timeout(timeout));
	}

	@Override
	public SocketEmitter asVolatile() {
		return new RemoteEmitter(this.room.asVolatile());
	}

	@Override
	public SocketEmitter compress(boolean compress) {
		return new RemoteEmitter(this.room.compress(compress));
	}

	@Override
	public void emit(String event, @Nullable Object... args) {
		this.room.emit(event, args);
	}

	@Override
	public Mono<Void> emitAll(String event, Publisher<?> elements) {
		return this.room.emitAll(event, elements);
	}

	@Override
	public Mono<Arguments> emitWithAck(String event, @Nullable Object... args) {
		return this.room.emitWithAck(event, args).flatMap(RemoteEmitter::single);
	}

	@Override
	public <T> Mono<T> emitWithAck(String event, Class<T> responseType, @Nullable Object... args) {
		return this.room.emitWithAck(event, responseType, args).flatMap(RemoteEmitter::single);
	}

	@Override
	public <T> Mono<T> emitWithAck(String event, ParameterizedTypeReference<T> responseType, @Nullable Object... args) {
		return this.room.emitWithAck(event, responseType, args).flatMap(RemoteEmitter::single);
	}

	private static <T> Mono<T> single(BroadcastAcks<T> acks) {
		if (!acks.responses().isEmpty()) {
			return Mono.justOrEmpty(acks.responses().get(0));
		}
		return Mono.error(acks.timedOut() ? new AckTimeoutException() : new SocketDisconnectedException());
	}

}
