package io.github.socketiospring;

/**
 * The socket left before it acknowledged an event, or had left when the event was
 * emitted.
 */
public class SocketDisconnectedException extends RuntimeException {

	/**
	 * Create the exception with the reference's message.
	 */
	public SocketDisconnectedException() {
		super("socket has been disconnected");
	}

}
