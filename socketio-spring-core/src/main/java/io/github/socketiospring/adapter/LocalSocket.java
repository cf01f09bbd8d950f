package io.github.socketiospring.adapter;

import io.github.socketiospring.protocol.Packet;

/**
 * A socket of this server as an adapter sees it. Safe for use by several threads.
 */
public interface LocalSocket {

	/**
	 * The id, which is also the name of a room that the socket is in.
	 * @return the id
	 */
	String id();

	/**
	 * Whether the socket gets what is broadcast: not before every middleware let it in,
	 * and not after it left.
	 * @return whether it is a member of its namespace
	 */
	boolean isMember();

	/**
	 * Send a packet.
	 * @param packet the packet, whose reference stays with the caller
	 */
	void send(Packet packet);

	/**
	 * Send a packet that asks for an acknowledgement.
	 * @param packet the packet, whose reference stays with the caller; its id is unique
	 * in the namespace
	 * @param acks told of the answer, or that none will come
	 */
	void send(Packet packet, BroadcastAckListener acks);

}
