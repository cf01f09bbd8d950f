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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

import reactor.core.Disposable;

/**
 * Listeners, of which a socket has none of most kinds: those cost next to no memory. Safe
 * for use by several threads; who goes through them sees those that were there at the
 * beginning.
 */
final class Listeners<T> implements Iterable<T> {

	/** Never changed, only replaced. */
	private volatile List<T> listeners = List.of();

	Disposable add(T listener) {
		return add(listener, false);
	}

	synchronized Disposable add(T listener, boolean first) {
		List<T> changed = new ArrayList<>(this.listeners);
		changed.add(first ? 0 : changed.size(), listener);
		this.listeners = List.copyOf(changed);
		return () -> remove(listener);
	}

	/**
	 * Remove a listener, once if it was added several times.
	 * @return false if it is not there
	 */
	synchronized boolean remove(T listener) {
		List<T> changed = new ArrayList<>(this.listeners);
		boolean removed = changed.remove(listener);
		this.listeners = List.copyOf(changed);
		return removed;
	}

	synchronized void removeIf(Predicate<T> which) {
		List<T> changed = new ArrayList<>(this.listeners);
		changed.removeIf(which);
		this.listeners = List.copyOf(changed);
	}

	boolean isEmpty() {
		return this.listeners.isEmpty();
	}

	List<T> asList() {
		return this.listeners;
	}

	@Override
	public Iterator<T> iterator() {
		return this.listeners.iterator();
	}

}
