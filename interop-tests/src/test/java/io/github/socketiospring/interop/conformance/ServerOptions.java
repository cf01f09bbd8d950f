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

import java.time.Duration;
import java.util.List;

/**
 * How a {@link ServerUnderTest} is set up. The defaults are those of the reference
 * server. Servers are started once for each value of this record.
 *
 * @param raw an Engine.IO echo server without Socket.IO
 * @param corsOrigins the origins that may call from elsewhere, {@code *} for all of them;
 * empty means that CORS is not configured
 */
record ServerOptions(boolean raw, Duration pingInterval, Duration pingTimeout, Duration upgradeTimeout,
		Duration connectTimeout, int maxHttpBufferSize, List<String> transports, boolean allowUpgrades,
		int maxAttachments, List<String> corsOrigins, boolean allowEIO3, boolean recovery) {

	static ServerOptions socketIO() {
		return new ServerOptions(false, Duration.ofSeconds(25), Duration.ofSeconds(20), Duration.ofSeconds(10),
				Duration.ofSeconds(45), 1_000_000, List.of("polling", "websocket"), true, 10, List.of(), false, false);
	}

	static ServerOptions rawEngineIO() {
		ServerOptions defaults = socketIO();
		return new ServerOptions(true, defaults.pingInterval, defaults.pingTimeout, defaults.upgradeTimeout,
				defaults.connectTimeout, defaults.maxHttpBufferSize, defaults.transports, defaults.allowUpgrades,
				defaults.maxAttachments, defaults.corsOrigins, defaults.allowEIO3, defaults.recovery);
	}

	ServerOptions withPings(Duration interval, Duration timeout) {
		return new ServerOptions(this.raw, interval, timeout, this.upgradeTimeout, this.connectTimeout,
				this.maxHttpBufferSize, this.transports, this.allowUpgrades, this.maxAttachments, this.corsOrigins,
				this.allowEIO3, this.recovery);
	}

	ServerOptions withUpgradeTimeout(Duration timeout) {
		return new ServerOptions(this.raw, this.pingInterval, this.pingTimeout, timeout, this.connectTimeout,
				this.maxHttpBufferSize, this.transports, this.allowUpgrades, this.maxAttachments, this.corsOrigins,
				this.allowEIO3, this.recovery);
	}

	ServerOptions withConnectTimeout(Duration timeout) {
		return new ServerOptions(this.raw, this.pingInterval, this.pingTimeout, this.upgradeTimeout, timeout,
				this.maxHttpBufferSize, this.transports, this.allowUpgrades, this.maxAttachments, this.corsOrigins,
				this.allowEIO3, this.recovery);
	}

	ServerOptions withMaxHttpBufferSize(int bytes) {
		return new ServerOptions(this.raw, this.pingInterval, this.pingTimeout, this.upgradeTimeout,
				this.connectTimeout, bytes, this.transports, this.allowUpgrades, this.maxAttachments, this.corsOrigins,
				this.allowEIO3, this.recovery);
	}

	ServerOptions withTransports(String... names) {
		return new ServerOptions(this.raw, this.pingInterval, this.pingTimeout, this.upgradeTimeout,
				this.connectTimeout, this.maxHttpBufferSize, List.of(names), this.allowUpgrades, this.maxAttachments,
				this.corsOrigins, this.allowEIO3, this.recovery);
	}

	ServerOptions withoutUpgrades() {
		return new ServerOptions(this.raw, this.pingInterval, this.pingTimeout, this.upgradeTimeout,
				this.connectTimeout, this.maxHttpBufferSize, this.transports, false, this.maxAttachments,
				this.corsOrigins, this.allowEIO3, this.recovery);
	}

	ServerOptions withMaxAttachments(int count) {
		return new ServerOptions(this.raw, this.pingInterval, this.pingTimeout, this.upgradeTimeout,
				this.connectTimeout, this.maxHttpBufferSize, this.transports, this.allowUpgrades, count,
				this.corsOrigins, this.allowEIO3, this.recovery);
	}

	ServerOptions withCorsOrigins(String... origins) {
		return new ServerOptions(this.raw, this.pingInterval, this.pingTimeout, this.upgradeTimeout,
				this.connectTimeout, this.maxHttpBufferSize, this.transports, this.allowUpgrades, this.maxAttachments,
				List.of(origins), this.allowEIO3, this.recovery);
	}

	ServerOptions withProtocol3() {
		return new ServerOptions(this.raw, this.pingInterval, this.pingTimeout, this.upgradeTimeout,
				this.connectTimeout, this.maxHttpBufferSize, this.transports, this.allowUpgrades, this.maxAttachments,
				this.corsOrigins, true, this.recovery);
	}

	ServerOptions withRecovery() {
		return new ServerOptions(this.raw, this.pingInterval, this.pingTimeout, this.upgradeTimeout,
				this.connectTimeout, this.maxHttpBufferSize, this.transports, this.allowUpgrades, this.maxAttachments,
				this.corsOrigins, this.allowEIO3, true);
	}

}
