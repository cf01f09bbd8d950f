package io.github.socketiospring.protocol;

import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * A packet as it came, its header decoded and its payload not.
 *
 * @param type the type
 * @param namespace the name of the namespace
 * @param id the id of an acknowledgement, or {@link #NO_ID}
 * @param payload the JSON, borrowed for the time of its handling; empty if there is none
 * @param attachments the binary attachments, all of them
 */
public record IncomingPacket(PacketType type, String namespace, long id, ByteBuf payload, List<byte[]> attachments) {

	/** The packet has no id. */
	public static final long NO_ID = -1;

}
