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

import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * A packet as it came, its header decoded and its payload not.
 *
 * @param type the type
 * @param namespace the name of the namespace
 * @param id the id of an acknowledgement, or {@link #NO_ID}
 * @param payload the data in the layout of its parser, borrowed for the time of its
 * handling; empty if there is none
 * @param attachments the binary attachments, all of them
 */
public record IncomingPacket(PacketType type, String namespace, long id, ByteBuf payload, List<byte[]> attachments) {

	/** The packet has no id. */
	public static final long NO_ID = -1;

	/**
	 * How many bytes the payload and the attachments have.
	 * @return the number of bytes
	 */
	public int size() {
		int size = this.payload.readableBytes();
		for (byte[] attachment : this.attachments) {
			size += attachment.length;
		}
		return size;
	}

}
