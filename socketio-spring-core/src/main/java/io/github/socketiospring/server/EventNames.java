package io.github.socketiospring.server;

import io.github.socketiospring.protocol.ReservedEvents;

import org.springframework.util.Assert;

/**
 * Checks the names of events that the application uses.
 */
final class EventNames {

	private EventNames() {
	}

	/**
	 * Check a name.
	 * @throws IllegalArgumentException if it is reserved
	 */
	static String check(String event) {
		Assert.notNull(event, "The name of an event must not be null");
		Assert.isTrue(!ReservedEvents.contains(event),
				() -> "'" + event + "' is a reserved event name: nobody can send it");
		return event;
	}

}
