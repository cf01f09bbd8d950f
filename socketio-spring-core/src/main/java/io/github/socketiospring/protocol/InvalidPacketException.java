package io.github.socketiospring.protocol;

/**
 * A client sent what is no Socket.IO packet: its connection is to be closed. Without a
 * stack trace, since it says nothing about the server.
 */
public class InvalidPacketException extends RuntimeException {

	/**
	 * Create the exception.
	 * @param message what is wrong
	 */
	public InvalidPacketException(String message) {
		super(message, null, false, false);
	}

}
