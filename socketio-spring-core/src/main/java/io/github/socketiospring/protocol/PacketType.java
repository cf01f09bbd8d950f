/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.socketiospring.protocol;

/**
 * The types of Socket.IO packets, in the order of their numbers on the wire.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-types">Socket.IO
 * protocol: packet types</a>
 */
public enum PacketType {

	/** Joins a namespace, or accepts that. */
	CONNECT,

	/** Leaves a namespace. */
	DISCONNECT,

	/** Carries an event. */
	EVENT,

	/** Acknowledges an event. */
	ACK,

	/** Refuses a CONNECT. */
	CONNECT_ERROR,

	/** Carries an event with binary attachments. */
	BINARY_EVENT,

	/** Acknowledges an event, with binary attachments. */
	BINARY_ACK;

	private static final PacketType[] VALUES = values();

	byte code() {
		return (byte) ('0' + ordinal());
	}

	boolean isBinary() {
		return this == BINARY_EVENT || this == BINARY_ACK;
	}

	static PacketType of(int code) {
		int ordinal = code - '0';
		if (ordinal < 0 || ordinal >= VALUES.length) {
			throw new InvalidPacketException("unknown packet type");
		}
		return VALUES[ordinal];
	}

}
