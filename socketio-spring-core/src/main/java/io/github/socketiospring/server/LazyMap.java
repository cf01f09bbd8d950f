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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A map that takes no memory until it is needed: most maps of most sockets never are.
 * Safe for use by several threads.
 */
final class LazyMap<K, V> {

	private volatile @Nullable Map<K, V> map;

	/**
	 * The map, to put something into it.
	 */
	Map<K, V> create() {
		Map<K, V> map = this.map;
		return (map != null) ? map : createOnce();
	}

	private synchronized Map<K, V> createOnce() {
		Map<K, V> map = this.map;
		if (map == null) {
			map = new ConcurrentHashMap<>(2);
			this.map = map;
		}
		return map;
	}

	/**
	 * The map, to look into it.
	 * @return null if nothing has been put into it
	 */
	@Nullable Map<K, V> get() {
		return this.map;
	}

	@Nullable V get(K key) {
		Map<K, V> map = this.map;
		return (map != null) ? map.get(key) : null;
	}

	@Nullable V remove(K key) {
		Map<K, V> map = this.map;
		return (map != null) ? map.remove(key) : null;
	}

}
