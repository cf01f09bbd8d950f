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

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.BroadcastAcks;
import io.github.socketiospring.BroadcastOperator;
import io.github.socketiospring.ClusterTimeoutException;
import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.RemoteSocket;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.adapter.BroadcastOptions;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Emits to sockets of a namespace, and does the like with them.
 */
abstract class AbstractBroadcastOperator implements BroadcastOperator {

	private final BroadcastOptions options;

	private final EmitFlags flags;

	private final @Nullable Duration timeout;

	AbstractBroadcastOperator(BroadcastOptions options, EmitFlags flags, @Nullable Duration timeout) {
		this.options = options;
		this.flags = flags;
		this.timeout = timeout;
	}

	abstract DefaultNamespace namespace();

	@Override
	public BroadcastOperator to(String... rooms) {
		return with(
				new BroadcastOptions(union(this.options.rooms(), rooms), this.options.except(), this.options.local()));
	}

	@Override
	public BroadcastOperator toUser(String... names) {
		return to(Arrays.stream(names).map(UserRoom::of).toArray(String[]::new));
	}

	@Override
	public BroadcastOperator except(String... rooms) {
		return with(
				new BroadcastOptions(this.options.rooms(), union(this.options.except(), rooms), this.options.local()));
	}

	@Override
	public BroadcastOperator local() {
		return with(this.options.toLocal());
	}

	private BroadcastOperator with(BroadcastOptions options) {
		return new DefaultBroadcastOperator(namespace(), options, this.flags, this.timeout);
	}

	private static Set<String> union(Set<String> rooms, String[] more) {
		if (rooms.isEmpty() && more.length == 1) {
			return Set.of(more[0]);
		}
		Set<String> union = new LinkedHashSet<>(rooms);
		Collections.addAll(union, more);
		return Collections.unmodifiableSet(union);
	}

	@Override
	public BroadcastOperator timeout(Duration timeout) {
		return new DefaultBroadcastOperator(namespace(), this.options, this.flags,
				AbstractSocketEmitter.checkTimeout(timeout));
	}

	@Override
	public BroadcastOperator asVolatile() {
		return new DefaultBroadcastOperator(namespace(), this.options, this.flags.asVolatile(), this.timeout);
	}

	@Override
	public BroadcastOperator compress(boolean compress) {
		return new DefaultBroadcastOperator(namespace(), this.options, this.flags.compress(compress), this.timeout);
	}

	@Override
	public void emit(String event, @Nullable Object... args) {
		namespace().adapter().broadcast(event(IncomingPacket.NO_ID, EventNames.check(event), args), this.options);
	}

	@Override
	public Mono<Void> emitAll(String event, Publisher<?> elements) {
		EventNames.check(event);
		return EventStream.emitAll(namespace().defaultServer().engine().options().outbound(), elements,
				(element) -> event(IncomingPacket.NO_ID, event, new @Nullable Object[] { element }),
				(packet) -> namespace().adapter().broadcast(packet, this.options));
	}

	@Override
	public Mono<BroadcastAcks<Arguments>> emitWithAck(String event, @Nullable Object... args) {
		return collect(event, Arguments.class, args);
	}

	@Override
	public <T> Mono<BroadcastAcks<T>> emitWithAck(String event, Class<T> responseType, @Nullable Object... args) {
		return collect(event, responseType, args);
	}

	@Override
	public <T> Mono<BroadcastAcks<T>> emitWithAck(String event, ParameterizedTypeReference<T> responseType,
			@Nullable Object... args) {
		return collect(event, responseType.getType(), args);
	}

	private <T> Mono<BroadcastAcks<T>> collect(String event, Type responseType, @Nullable Object[] args) {
		EventNames.check(event);
		Mono<BroadcastAcks<T>> answer = Mono.create((sink) -> {
			BroadcastAckCollector<T> acks = new BroadcastAckCollector<>(sink, responseType, this.timeout,
					(counter) -> namespace().context().count(counter, namespace()));
			Packet packet = event(namespace().nextAckId(), event, args);
			acks.start(namespace().context().timers(), namespace().adapter().requestTimeout());
			namespace().adapter().broadcast(packet, this.options, acks);
		});
		NamespaceObserver observer = namespace().observer();
		return (observer != null) ? observer.acknowledgement(event, answer) : answer;
	}

	@Override
	public Flux<RemoteSocket> fetchSockets() {
		return namespace().adapter()
			.fetchSockets(this.options, this.timeout)
			.map((details) -> new DefaultRemoteSocket(namespace(), details));
	}

	@Override
	public void socketsJoin(String... rooms) {
		namespace().adapter().join(this.options, List.of(rooms));
	}

	@Override
	public void socketsLeave(String... rooms) {
		namespace().adapter().leave(this.options, List.of(rooms));
	}

	@Override
	public void disconnectSockets(boolean close) {
		namespace().adapter().disconnect(this.options, close);
	}

	private Packet event(long id, String event, @Nullable Object[] args) {
		return this.flags.applyTo(namespace().defaultServer().codec().event(namespace().name(), id, event, args));
	}

}
