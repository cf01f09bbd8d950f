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

import reactor.core.publisher.Mono;

/**
 * Carries a session's packets to its client. Used in the session's serial place alone,
 * but for what says otherwise.
 */
public interface Transport {

	/** The name of HTTP long-polling. */
	String POLLING = "polling";

	/** The name of WebSocket. */
	String WEBSOCKET = "websocket";

	/**
	 * The name.
	 * @return {@link #POLLING} or {@link #WEBSOCKET}
	 */
	String name();

	/**
	 * Whether a packet can be sent now.
	 * @return true if a poll waits, or the WebSocket is not congested
	 */
	boolean isWritable();

	/**
	 * Whether a packet that is sent now leaves at once. May be called from any thread.
	 * @return false if there is something that it has to wait for
	 */
	boolean isIdle();

	/**
	 * How many bytes the transport holds that were sent and have not left. May be called
	 * from any thread.
	 * @return the number of bytes
	 */
	long held();

	/**
	 * Send packets while the transport can take them.
	 * @param packets the packets; those sent are polled and released
	 */
	void send(PacketSource packets);

	/**
	 * Send what remains, tell the client that the session ends, and close.
	 * @param packets what remains
	 * @return whether the client could be told; if not, the next poll tells it
	 */
	boolean close(PacketSource packets);

	/**
	 * Wait until what was sent last has left. Called when the session has ended.
	 * @return completes when it has, or never will
	 */
	Mono<Void> closed();

}
