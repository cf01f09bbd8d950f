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

package io.github.socketiospring.webflux.forwarding;

import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socketiospring.ServerDirectory;
import io.github.socketiospring.engineio.Timers;
import reactor.core.publisher.Mono;

/**
 * Finds other servers in the directory, and remembers where they are until they are not
 * there any more. Whatever clients ask for, the directory is asked a hundred times a
 * second at most, and once a second for each server. Safe for use by several threads.
 */
final class OtherServers {

	private static final int MAX_KNOWN = 1000;

	private static final int MAX_LOOKUPS = 100;

	private static final long LOOKUP_MILLIS = 1000;

	private final ServerDirectory directory;

	private final Timers timers;

	private final Duration timeout;

	/** Those that were used last are at the end. */
	private final Map<String, URI> known = new LinkedHashMap<>(16, 0.75f, true);

	/** Those of the last second, in their order. */
	private final Map<String, Lookup> lookups = new LinkedHashMap<>();

	OtherServers(ServerDirectory directory, Timers timers, Duration timeout) {
		this.directory = directory;
		this.timers = timers;
		this.timeout = timeout;
	}

	/**
	 * Find a server.
	 * @return its address; empty if it is not known
	 */
	synchronized Mono<URI> find(String id) {
		URI address = this.known.get(id);
		if (address != null) {
			return Mono.just(address);
		}
		long now = this.timers.now();
		forgetLookups(now);
		Lookup lookup = this.lookups.get(id);
		if (lookup == null) {
			if (this.lookups.size() >= MAX_LOOKUPS) {
				return Mono.empty();
			}
			lookup = new Lookup(lookUp(id).cache(), now);
			this.lookups.put(id, lookup);
		}
		return lookup.address();
	}

	private void forgetLookups(long now) {
		Iterator<Lookup> lookups = this.lookups.values().iterator();
		while (lookups.hasNext() && now - lookups.next().time() >= LOOKUP_MILLIS) {
			lookups.remove();
		}
	}

	private Mono<URI> lookUp(String id) {
		return Mono.defer(() -> this.directory.find(id))
			.timeout(this.timeout)
			.map(URI::create)
			.doOnNext((address) -> remember(id, address))
			.onErrorComplete();
	}

	private synchronized void remember(String id, URI address) {
		this.known.put(id, address);
		if (this.known.size() > MAX_KNOWN) {
			Iterator<String> ids = this.known.keySet().iterator();
			ids.next();
			ids.remove();
		}
	}

	/**
	 * A server may not be there any more: it is looked up again.
	 */
	synchronized void forget(String id) {
		this.known.remove(id);
	}

	private record Lookup(Mono<URI> address, long time) {
	}

}
