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

package io.github.socketiospring.engineio;

/**
 * What happens to a packet when so many wait for its client that the limit is reached.
 *
 * @see EngineIOServerBuilder#outboundOverflowPolicy
 */
public enum OverflowPolicy {

	/** The session is closed with {@link CloseReason#SLOW_CONSUMER}. */
	CLOSE,

	/**
	 * The packet is dropped, whole, and the session goes on. What a client needs in any
	 * case is let in until twice the limit waits: heartbeats, acknowledgements, and what
	 * tells that a namespace was joined or left. Beyond that the session is closed as by
	 * {@link #CLOSE}.
	 */
	DROP_NEWEST

}
