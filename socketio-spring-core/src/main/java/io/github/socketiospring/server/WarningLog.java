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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.socketiospring.SocketIOServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs one warning that clients can bring about, at WARN at most once a minute.
 */
final class WarningLog {

	private static final Log logger = LogFactory.getLog(SocketIOServer.class);

	private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

	private final String message;

	private final AtomicLong next = new AtomicLong(System.nanoTime());

	WarningLog(String message) {
		this.message = message;
	}

	void warn() {
		long now = System.nanoTime();
		long next = this.next.get();
		if (now - next >= 0 && this.next.compareAndSet(next, now + INTERVAL)) {
			logger.warn(this.message + " Further cases within a minute are logged at DEBUG.");
		}
		else {
			logger.debug(this.message);
		}
	}

}
