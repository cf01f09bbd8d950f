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

import org.jspecify.annotations.Nullable;

/**
 * Emits to one socket with flags, or with a limit for its acknowledgements.
 */
final class SocketOperator extends AbstractSocketEmitter {

	private final DefaultSocket socket;

	private final EmitFlags flags;

	private final @Nullable Duration ackTimeout;

	SocketOperator(DefaultSocket socket, EmitFlags flags, @Nullable Duration ackTimeout) {
		this.socket = socket;
		this.flags = flags;
		this.ackTimeout = ackTimeout;
	}

	@Override
	DefaultSocket socket() {
		return this.socket;
	}

	@Override
	EmitFlags flags() {
		return this.flags;
	}

	@Override
	@Nullable Duration ackTimeout() {
		return this.ackTimeout;
	}

}
