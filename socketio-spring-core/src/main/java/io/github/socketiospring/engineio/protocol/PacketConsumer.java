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

package io.github.socketiospring.engineio.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Gets the packets of a payload, one after the other.
 */
public interface PacketConsumer {

	/**
	 * A text packet.
	 * @param packet a view of the packet, which is UTF-8 and may be empty
	 * @return whether to go on
	 */
	boolean onText(ByteBuf packet);

	/**
	 * A binary packet, which only protocol 3 has in payloads.
	 * @param packet a view of the packet; its first byte is its type
	 * @return whether to go on
	 */
	boolean onBinary(ByteBuf packet);

}
