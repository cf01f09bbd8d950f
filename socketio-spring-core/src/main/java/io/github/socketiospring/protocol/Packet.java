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
