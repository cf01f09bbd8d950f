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
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.github.socketiospring.NamespacePredicate;
import io.github.socketiospring.SocketIOCounter;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The CONNECTs of one connection for whose namespaces the parents are asked, in the order
 * in which they were declared. Used in the session's serial place.
 */
final class NamespaceLookups {

	/** The names are made up by clients, and are kept and logged. */
	private static final int MAX_NAME_LENGTH = 1000;

	private final DefaultServer server;

	private final Consumer<Runnable> serial;

	private final Map<String, Disposable> pending = new HashMap<>(2);

	/**
	 * Create them.
	 * @param serial runs a task in the session's serial place
	 */
	NamespaceLookups(DefaultServer server, Consumer<Runnable> serial) {
		this.server = server;
		this.serial = serial;
	}

	boolean isPending(String name) {
		return this.pending.containsKey(name);
	}

	int size() {
		return this.pending.size();
	}

	/**
	 * Look for the parent whose child a client may join.
	 * @param then gets it, in the session's serial place; null if there is none
	 */
	void begin(String name, Map<String, @Nullable Object> auth, Consumer<@Nullable Parentage> then) {
		Disposable.Swap lookup = Disposables.swap();
		this.pending.put(name, lookup);
		lookup.update(find(name, auth).singleOptional().subscribe((found) -> this.serial.accept(() -> {
			if (this.pending.remove(name, lookup)) {
				then.accept(found.orElse(null));
			}
		})));
	}

	private Mono<Parentage> find(String name, Map<String, @Nullable Object> auth) {
		if (name.length() > MAX_NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
			return Mono.empty();
		}
		if (this.server.find(name) instanceof ChildNamespace child) {
			return ask(child.parent(), name, auth);
		}
		return Flux.fromIterable(this.server.namespaceMap().parents())
			.concatMap((parent) -> ask(parent, name, auth))
			.next();
	}

	private Mono<Parentage> ask(DefaultParentNamespace parent, String name, Map<String, @Nullable Object> auth) {
		NamespacePredicate predicate = parent.matcher().predicate();
		if (predicate == null) {
			return Mono.justOrEmpty(parent.matcher().match(name)).map((variables) -> new Parentage(parent, variables));
		}
		Namespaces namespaces = this.server.namespaceMap();
		return Mono.defer(() -> predicate.test(name, auth)).takeUntilOther(timeout()).onErrorResume((ex) -> {
			if (Refusal.of(ex).expected()) {
				namespaces.predicateErrors().debug(ex);
			}
			else {
				this.server.counters().increment(SocketIOCounter.PREDICATE_FAILED, ex);
				namespaces.predicateErrors().error(ex);
			}
			return Mono.empty();
		}).filter(Boolean::booleanValue).map((allowed) -> new Parentage(parent, Map.of()));
	}

	private Mono<Void> timeout() {
		Duration time = this.server.options().connectTimeout();
		return this.server.engine().timers().delay(time).doOnSuccess((none) -> {
			this.server.counters().increment(SocketIOCounter.PREDICATE_TIMEOUT, time);
			this.server.namespaceMap().slowPredicate().warn();
		});
	}

	void cancel() {
		this.pending.values().forEach(Disposable::dispose);
		this.pending.clear();
	}

	/**
	 * Whose child a namespace is to be.
	 *
	 * @param parent the parent
	 * @param variables the values of the variables of its template
	 */
	record Parentage(DefaultParentNamespace parent, Map<String, String> variables) {

	}

}
