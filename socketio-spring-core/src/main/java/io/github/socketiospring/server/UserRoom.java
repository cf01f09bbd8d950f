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

import java.security.Principal;

import org.jspecify.annotations.Nullable;

/**
 * The room that all sockets of a user are in.
 */
abstract class UserRoom {

	private static final String PREFIX = "user:";

	static String of(String name) {
		return PREFIX + name;
	}

	static boolean isOne(String room) {
		return room.startsWith(PREFIX);
	}

	/**
	 * The room of a principal.
	 * @return null if there is no principal, or it has no name
	 */
	static @Nullable String of(@Nullable Principal principal) {
		String name = (principal != null) ? principal.getName() : null;
		return (name != null) ? of(name) : null;
	}

}
