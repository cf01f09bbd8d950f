package io.github.socketiospring.engineio.protocol;

/**
 * The first byte of an Engine.IO text packet: its type.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/#protocol">Engine.IO
 * protocol</a>
 */
public final class EnginePacket {

	/** Sent by the server once, with the parameters of the session. */
	public static final byte OPEN = '0';

	/** Ends the session. */
	public static final byte CLOSE = '1';

	/** Sent by the server to learn whether the client is alive; probes an upgrade. */
	public static final byte PING = '2';

	/** Answers a ping. */
	public static final byte PONG = '3';

	/** Carries a message. */
	public static final byte MESSAGE = '4';

	/** Sent by the client to end an upgrade. */
	public static final byte UPGRADE = '5';

	/** Sent by the server to end a poll. */
	public static final byte NOOP = '6';

	/** Not a type: marks a binary message in base64. */
	public static final byte BASE64 = 'b';

	private EnginePacket() {
	}

}
