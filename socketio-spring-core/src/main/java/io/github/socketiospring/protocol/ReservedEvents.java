package io.github.socketiospring.protocol;

import java.util.Set;

/**
 * The names of events that a client's library raises by itself, and that nobody may send.
 *
 * @see <a href="https://socket.io/docs/v4/emit-cheatsheet/#reserved-events">Socket.IO:
 * reserved events</a>
 */
public final class ReservedEvents {

	private static final Set<String> NAMES = Set.of("connect", "connect_error", "disconnect", "disconnecting",
			"newListener", "removeListener");

	private ReservedEvents() {
	}

	/**
	 * Whether a name is reserved.
	 * @param event the name of an event
	 * @return true if nobody may send such an event
	 */
	public static boolean contains(String event) {
		return NAMES.contains(event);
	}

}
