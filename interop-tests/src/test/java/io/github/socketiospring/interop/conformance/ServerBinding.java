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

import java.util.stream.Stream;

/**
 * A way to run the server. The bindings to test are the constants of the enums that the
 * system property {@code conformance.bindings} names, separated by commas; with
 * {@code #FAST} at its end a name stands for that constant alone.
 */
interface ServerBinding {

	String DEFAULT = ServerBinding.class.getPackageName() + ".SocketIOSpringBinding";

	ServerUnderTest start(ServerOptions options);

	static Stream<ServerBinding> all() {
		String names = System.getProperty("conformance.bindings", DEFAULT);
		return Stream.of(names.split(",")).flatMap(ServerBinding::constants);
	}

	private static Stream<ServerBinding> constants(String name) {
		String[] parts = name.split("#");
		try {
			return Stream.of(Class.forName(parts[0]).getEnumConstants())
				.filter((constant) -> parts.length == 1 || constant.toString().equals(parts[1]))
				.map(ServerBinding.class::cast);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException("No such binding: " + name, ex);
		}
	}

}
