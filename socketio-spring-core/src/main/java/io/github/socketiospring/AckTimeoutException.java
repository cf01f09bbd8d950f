package io.github.socketiospring;

/**
 * The client did not acknowledge an event in the time that
 * {@link SocketEmitter#timeout(java.time.Duration)} allowed. An answer that comes later
 * is ignored.
 */
public class AckTimeoutException extends RuntimeException {

	/**
	 * Create the exception with the reference's message.
	 */
	public AckTimeoutException() {
		super("operation has timed out");
	}

}
