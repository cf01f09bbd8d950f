package io.github.socketiospring;

import org.jspecify.annotations.Nullable;

/**
 * Answers one event that a client sent: its acknowledgement. Only the first answer is
 * sent; a second one, one after the socket left, and one that the client did not ask for
 * are ignored. Safe for use by several threads.
 *
 * @param <T> the type of the answer
 * @see <a href="https://socket.io/docs/v4/emitting-events/#acknowledgements">Socket.IO:
 * acknowledgements</a>
 */
public interface Ack<T> {

	/**
	 * Whether the client asked for an answer.
	 * @return false if what is sent here goes nowhere
	 */
	boolean requested();

	/**
	 * Answer with one argument.
	 * @param value the argument, which may be null
	 * @throws IllegalArgumentException if the value cannot be written as JSON
	 */
	void send(@Nullable T value);

	/**
	 * Answer with any number of arguments, or with none.
	 * @param args the arguments
	 * @throws IllegalArgumentException if an argument cannot be written as JSON
	 */
	void sendArgs(AckArgs args);

}
