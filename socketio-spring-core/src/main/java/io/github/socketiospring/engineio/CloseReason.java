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

import org.jspecify.annotations.Nullable;

/**
 * Why an Engine.IO session ended.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#event-disconnect">Socket.IO:
 * possible reasons</a>
 */
public enum CloseReason {

	/** The connection was closed with an error, or an unfit request was made on it. */
	TRANSPORT_ERROR("transport error"),

	/** The client closed the connection, or it was lost. */
	TRANSPORT_CLOSE("transport close"),

	/** The server closed the session. */
	FORCED_CLOSE("forced close"),

	/** The client did not answer a ping in time. */
	PING_TIMEOUT("ping timeout"),

	/** The client sent bytes that are no packet. */
	PARSE_ERROR("parse error"),

	/**
	 * The client sent more than could be handled, and for too long. The reference server
	 * has no such limit.
	 */
	OVERLOADED("overloaded"),

	/**
	 * So much waited for the client that the limit was reached. The reference server has
	 * no such limit.
	 */
	SLOW_CONSUMER("slow consumer");

	private final String wireName;

	CloseReason(String wireName) {
		this.wireName = wireName;
	}

	/**
	 * What counts the sessions that end so.
	 */
	@Nullable EngineIOCounter counter() {
		return switch (this) {
			case PING_TIMEOUT -> EngineIOCounter.PING_TIMEOUT;
			case PARSE_ERROR -> EngineIOCounter.PARSE_ERROR;
			case TRANSPORT_ERROR -> EngineIOCounter.TRANSPORT_ERROR;
			case OVERLOADED -> EngineIOCounter.OVERLOADED;
			case SLOW_CONSUMER -> EngineIOCounter.SLOW_CONSUMER;
			case TRANSPORT_CLOSE, FORCED_CLOSE -> null;
		};
	}

	@Override
	public String toString() {
		return this.wireName;
	}

}
