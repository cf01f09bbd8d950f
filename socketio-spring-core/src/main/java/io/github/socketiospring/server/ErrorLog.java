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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs the errors of one piece of application code, at most one a second.
 */
final class ErrorLog {

	private static final Log logger = LogFactory.getLog(SocketIOServer.class);

	private final Supplier<String> what;

	private final LogLimit limit = new LogLimit(Duration.ofSeconds(1));

	private final AtomicInteger suppressed = new AtomicInteger();

	ErrorLog(Supplier<String> what) {
		this.what = what;
	}

	void error(Throwable error) {
		if (this.limit.permits()) {
			int suppressed = this.suppressed.getAndSet(0);
			logger.error(this.what.get() + ((suppressed > 0) ? " (" + suppressed + " more since the last one)" : ""),
					error);
		}
		else {
			this.suppressed.incrementAndGet();
			debug(error);
		}
	}

	void debug(Throwable error) {
		if (logger.isDebugEnabled()) {
			logger.debug(this.what.get(), error);
		}
	}

}
