package io.github.socketiospring.protocol;

import io.github.socketiospring.engineio.protocol.EncodedPacket;

/**
 * A packet to send, encoded once for all its receivers. Its memory is counted: whoever
 * keeps a reference retains it, and each reference is released once.
 *
 * @param type the type
 * @param namespace the name of the namespace
 * @param id the id of an acknowledgement, or {@link IncomingPacket#NO_ID}
 * @param encoded the packet as bytes
 */
public record Packet(PacketType type, String namespace, long id, EncodedPacket encoded) {

	/**
	 * Release one reference.
	 */
	public void release() {
		this.encoded.release();
	}

}
