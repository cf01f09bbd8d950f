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

package io.github.socketiospring;

/**
 * What became of a client that came back and asked for its socket from before.
 *
 * @see SocketIOServer#recoveries()
 */
public enum RecoveryOutcome {

	/** The socket was recovered, with all that its client had missed. */
	RECOVERED,

	/**
	 * There was no such socket: its time is over, it was recovered already, it left its
	 * namespace for good, or the server was started anew.
	 */
	UNKNOWN_SESSION,

	/** The offset of the client is none of this server's. */
	UNKNOWN_OFFSET,

	/** The client missed events that were not kept, because the log was full. */
	EVENTS_LOST,

	/** The connection from before is alive, so this is another client. */
	STILL_CONNECTED,

	/**
	 * The client was gone again before its socket could be recovered, or is another user
	 * now.
	 */
	ABANDONED,

	/** The adapter failed. */
	ADAPTER_FAILURE

}
