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

package io.github.socketiospring.interop.conformance;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The servers that run, one for each binding and set of options, until all tests are
 * done.
 */
final class Servers implements AutoCloseable {

	private final Map<Key, ServerUnderTest> running = new HashMap<>();

	synchronized ServerUnderTest get(ServerBinding binding, ServerOptions options) {
		return this.running.computeIfAbsent(new Key(binding, options), (key) -> binding.start(options));
	}

	@Override
	public synchronized void close() {
		this.running.values().forEach(ServerUnderTest::close);
		this.running.clear();
	}

	private record Key(ServerBinding binding, ServerOptions options) {
	}

	/**
	 * Hands the servers to the tests, and closes them at the end.
	 */
	static final class Extension implements BeforeAllCallback {

		private static final Namespace NAMESPACE = Namespace.create(Servers.class);

		@Override
		public void beforeAll(ExtensionContext context) {
			ConformanceTests.servers = context.getRoot()
				.getStore(NAMESPACE)
				.computeIfAbsent(Servers.class, (key) -> new Servers(), Servers.class);
		}

	}

}
