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

package io.github.socketiospring.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;

import redis.embedded.core.ExecutableProvider;

/**
 * The versions of Redis that a test can have.
 */
enum RedisVersion {

	/** From a jar. */
	SIX {

		@Override
		String executable() {
			try {
				return FROM_JAR.get().getPath();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	},

	/** From this machine: the first with sharded channels. */
	SEVEN {

		@Override
		String executable() {
			return System.getProperty("redis.binary", "redis-server");
		}

	};

	private static final ExecutableProvider FROM_JAR = ExecutableProvider.newJarResourceProvider();

	abstract String executable();

}
