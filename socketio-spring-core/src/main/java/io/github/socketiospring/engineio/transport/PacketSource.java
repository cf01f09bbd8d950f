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

package io.github.socketiospring.engineio.transport;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import org.jspecify.annotations.Nullable;

/**
 * The packets that wait for a session's transport, in their order.
 */
public interface PacketSource {

	/**
	 * Take the next packet. Called in the session's serial place alone.
	 * @return the packet, which the caller has to release, or null if there is none
	 */
	@Nullable EncodedPacket poll();

	/**
	 * Whether no packet waits. May be called from any thread.
	 * @return true if there is none
	 */
	boolean isEmpty();

}
