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

package io.github.socketiospring.engineio;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The options of an Engine.IO server.
 *
 * @param pingInterval the time from a pong to the next ping
 * @param pingTimeout the time that a client has for its pong
 * @param upgradeTimeout the time that an upgrade may take
 * @param maxPayload the most bytes of a message or of a POST body
 * @param transports the names of the transports that are enabled
 * @param allowUpgrades whether a session may move from polling to WebSocket
 * @param allowEIO3 whether clients of protocol 3 are served
 * @param httpCompression whether the answers to polls are compressed
 * @param httpCompressionThreshold the bytes from which on they are
 * @param perMessageDeflate how messages of WebSockets are compressed; null if they are
 * not
 * @param outbound how much may wait for the client of a session
 * @param shutdown how the server is closed
 */
public record EngineIOOptions(Duration pingInterval, Duration pingTimeout, Duration upgradeTimeout, int maxPayload,
		Set<String> transports, boolean allowUpgrades, boolean allowEIO3, boolean httpCompression,
		int httpCompressionThreshold, @Nullable PerMessageDeflate perMessageDeflate, OutboundLimits outbound,
		ShutdownOptions shutdown) {
}
