package io.github.socketiospring.engineio;

/**
 * Why an Engine.IO session ended.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#event-disconnect">Socket.IO:
 * possible reasons</a>
 */
public enum CloseReason {

	/** The connection was closed with an error, or an unfit request was made on it. */
	TRANSPORT_ERROR("transport error"),

	/** The client closed the connection, or it was lost. */
	TRANSPORT_CLOSE("transport close"),

	/** The server closed the session. */
	FORCED_CLOSE("forced close"),

	/** The client did not answer a ping in time. */
	PING_TIMEOUT("ping timeout"),

	/** The client sent bytes that are no packet. */
	PARSE_ERROR("parse error");

	private final String wireName;

	CloseReason(String wireName) {
		this.wireName = wireName;
	}

	@Override
	public String toString() {
		return this.wireName;
	}

}
