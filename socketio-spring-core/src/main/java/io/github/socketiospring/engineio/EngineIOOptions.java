package io.github.socketiospring.engineio;

import java.time.Duration;
import java.util.Set;

/**
 * The options of an Engine.IO server.
 *
 * @param pingInterval the time from a pong to the next ping
 * @param pingTimeout the time that a client has for its pong
 * @param upgradeTimeout the time that an upgrade may take
 * @param maxPayload the most bytes of a message or of a POST body
 * @param transports the names of the transports that are enabled
 * @param allowUpgrades whether a session may move from polling to WebSocket
 */
public record EngineIOOptions(Duration pingInterval, Duration pingTimeout, Duration upgradeTimeout, int maxPayload,
		Set<String> transports, boolean allowUpgrades) {
}
