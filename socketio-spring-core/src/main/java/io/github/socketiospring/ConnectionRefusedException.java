package io.github.socketiospring;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a connection middleware or a connect handler to refuse a socket. The client
 * gets {@code connect_error} with the message and the data; its connection and its
 * sockets in other namespaces stay.
 *
 * @see <a href=
 * "https://socket.io/docs/v4/middlewares/#handling-middleware-error">Socket.IO: handling
 * middleware errors</a>
 */
public class ConnectionRefusedException extends RuntimeException {

	private final transient @Nullable Object data;

	/**
	 * Refuse with a message alone.
	 * @param message what the client is told
	 */
	public ConnectionRefusedException(String message) {
		this(message, null);
	}

	/**
	 * Refuse with a message and data.
	 * @param message what the client is told
	 * @param data additional details for the client ({@code err.data} there), written as
	 * JSON; left out if null
	 */
	public ConnectionRefusedException(String message, @Nullable Object data) {
		super(message);
		this.data = data;
	}

	/**
	 * The additional details.
	 * @return the data, or null
	 */
	public @Nullable Object getData() {
		return this.data;
	}

}
