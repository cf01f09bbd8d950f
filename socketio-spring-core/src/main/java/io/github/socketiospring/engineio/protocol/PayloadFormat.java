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

import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * How packets are laid out in the bodies of the requests and responses of HTTP
 * long-polling.
 */
public interface PayloadFormat {

	/**
	 * Join packets to a payload. The packets keep their references.
	 * @param packets the packets, at least one
	 * @return the payload
	 */
	Payload encode(List<EncodedPacket> packets);

	/**
	 * Whether a client may post payloads of the type {@code application/octet-stream}.
	 * @return false if it may post text only
	 */
	boolean acceptsBinary();

	/**
	 * Take a payload apart.
	 * @param payload the payload, which stays as it is and must live as long as it is
	 * taken apart
	 * @param binary whether its type is {@code application/octet-stream}; not if such are
	 * not accepted
	 * @return its packets
	 */
	IncomingPayload decode(ByteBuf payload, boolean binary);

}
