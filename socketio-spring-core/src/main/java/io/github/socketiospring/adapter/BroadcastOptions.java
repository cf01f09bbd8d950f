package io.github.socketiospring.adapter;

import java.util.Set;

/**
 * Who gets a broadcast.
 *
 * @param rooms the rooms whose sockets get it; empty for all sockets of the namespace
 * @param except the rooms whose sockets do not, whichever other rooms they are in
 */
public record BroadcastOptions(Set<String> rooms, Set<String> except) {

	/** Everybody. */
	public static final BroadcastOptions ALL = new BroadcastOptions(Set.of(), Set.of());

}
