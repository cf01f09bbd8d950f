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

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs one warning that clients can bring about, at WARN at most once a minute.
 */
final class WarningLog {

	private static final Log logger = LogFactory.getLog(SocketIOServer.class);

	private final LogLimit limit = new LogLimit(Duration.ofMinutes(1));

	private final String message;

	WarningLog(String message) {
		this.message = message;
	}

	void warn() {
		this.limit.warn(logger, this.message);
	}

}
