package io.github.socketiospring;

import org.jspecify.annotations.Nullable;

/**
 * Gets the events of one name that a client sends, with the first argument as one type.
 * Called in the order of arrival, one call at a time for each socket, on the thread of
 * the connection: it must not block, unless {@code socketio.handler.execution} is
 * {@code worker}. What it throws is logged, and a client that asked for an answer gets an
 * error.
 *
 * @param <T> the type of the argument
 */
@FunctionalInterface
public interface EventListener<T extends @Nullable Object> {

	/**
	 * An event came.
	 * @param payload the first argument; null if there was none. All of them with
	 * {@link Arguments} as the type.
	 * @param ack answers it
	 * @throws Exception if it failed
	 */
	void onEvent(T payload, Ack<Object> ack) throws Exception;

}
