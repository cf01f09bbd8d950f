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

package io.github.socketiospring.benchmarks;

import java.lang.management.ManagementFactory;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * How many connections the limits of the machine allow.
 */
final class OpenFiles {

	/** What a process has open besides, and the clients that a mode has besides. */
	private static final int RESERVED = 2000;

	private static final int MAX_CLIENTS = 25_000;

	private OpenFiles() {
	}

	/**
	 * The clients that this process and one server can have: up to 25,000, which is what
	 * the ports of one address are enough for.
	 */
	static int clients() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) ? (int) Math
			.min(MAX_CLIENTS, system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - RESERVED)
				: 1000;
	}

}
