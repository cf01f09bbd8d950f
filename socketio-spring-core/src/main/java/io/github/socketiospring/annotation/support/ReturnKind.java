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
import java.util.List;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;

/**
 * What a handler method returns, and how that becomes an acknowledgement.
 */
class ReturnKind {

	static final int MAX_ELEMENTS = 1000;

	private final @Nullable ReactiveAdapter adapter;

	private final boolean value;

	private ReturnKind(@Nullable ReactiveAdapter adapter, boolean value) {
		this.adapter = adapter;
		this.value = value;
	}

	static ReturnKind of(MethodParameter returnType, ReactiveAdapterRegistry reactiveTypes) {
		ResolvableType type = ResolvableType.forMethodParameter(returnType);
		Class<?> rawType = type.resolve(Object.class);
		ReactiveAdapter adapter = reactiveTypes.getAdapter(rawType);
		if (adapter == null) {
			return new ReturnKind(null, !isVoid(rawType));
		}
		return new ReturnKind(adapter, !adapter.isNoValue() && !isVoid(type.getGeneric().resolve(Object.class)));
	}

	/**
	 * The type of the result, or of that which comes later; null if there is none.
	 */
	static @Nullable Type valueType(MethodParameter returnType, ReactiveAdapterRegistry reactiveTypes) {
		ResolvableType type = ResolvableType.forType(
				GenericTypeResolver.resolveType(returnType.getGenericParameterType(), returnType.getContainingClass()));
		ReactiveAdapter adapter = reactiveTypes.getAdapter(type.resolve(Object.class));
		ResolvableType value = (adapter != null) ? type.getGeneric() : type;
		boolean none = (adapter != null && adapter.isNoValue()) || isVoid(value.resolve(Object.class));
		return none ? null : value.getType();
	}

	private static boolean isVoid(Class<?> type) {
		return type == void.class || type == Void.class;
	}

	/**
	 * Whether the method returns before its work is done.
	 */
	boolean isReactive() {
		return this.adapter != null;
	}

	/**
	 * Whether there is a result, now or later.
	 */
	boolean hasValue() {
		return this.value;
	}

	/**
	 * Convert a result to what an {@code EventHandler} returns. A method with many values
	 * gives a {@code Flux}, one with at most one a {@code Mono}, which are treated
	 * differently when the client goes.
	 */
	Object answer(@Nullable Object result, @Nullable Ack<Object> ack) {
		boolean requested = (ack != null && ack.requested());
		if (this.adapter == null) {
			return this.value ? toArgs(result, requested) : AckArgs.none();
		}
		if (result == null) {
			return AckArgs.none();
		}
		Publisher<?> publisher = this.adapter.toPublisher(result);
		if (!this.adapter.isMultiValue()) {
			return Mono.<Object>from(publisher).map(ReturnKind::toArgs).defaultIfEmpty(AckArgs.none());
		}
		Flux<?> flux = Flux.from(publisher);
		if (!this.value || !requested) {
			return flux.then(Mono.just(AckArgs.none())).flux();
		}
		return flux.take(MAX_ELEMENTS + 1L).collectList().map(ReturnKind::listToArgs).flux();
	}

	/**
	 * Convert a result to its completion, or to null if it is complete.
	 */
	@Nullable Publisher<?> completion(@Nullable Object result) {
		return (this.adapter != null && result != null) ? this.adapter.toPublisher(result) : null;
	}

	private static AckArgs toArgs(@Nullable Object result, boolean requested) {
		// A buffer is for the server to send or to release
		return (requested || result instanceof DataBuffer || result instanceof AckArgs) ? toArgs(result)
				: AckArgs.none();
	}

	private static AckArgs toArgs(@Nullable Object result) {
		return (result instanceof AckArgs args) ? args : AckArgs.of(new @Nullable Object[] { result });
	}

	private static AckArgs listToArgs(List<?> elements) {
		if (elements.size() > MAX_ELEMENTS) {
			throw new IllegalStateException(
					"More than " + MAX_ELEMENTS + " elements are too many for one acknowledgement");
		}
		return AckArgs.of(elements);
	}

}
