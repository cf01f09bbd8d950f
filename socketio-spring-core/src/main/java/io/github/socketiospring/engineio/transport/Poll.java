package io.github.socketiospring.engineio.transport;

import org.jspecify.annotations.Nullable;

/**
 * A poll that waits for its answer.
 */
@FunctionalInterface
public interface Poll {

	/**
	 * Answer it, once.
	 * @param payload the body of the response, or null if the request was wrong
	 */
	void answer(byte @Nullable [] payload);

}
