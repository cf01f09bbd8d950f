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

package io.github.socketiospring.observation;

import io.github.socketiospring.AckTimeoutException;
import io.github.socketiospring.BroadcastAcks;
import io.github.socketiospring.SocketDisconnectedException;
import org.jspecify.annotations.Nullable;

/**
 * How something ended that is measured: the value of the key {@code outcome}.
 */
public enum Outcome {

	/** As it should: let in, handled, or acknowledged. */
	SUCCESS,

	/** A socket was not let in since the application decided so. */
	REFUSED,

	/** It failed. */
	ERROR,

	/** No acknowledgement came in time; of a broadcast, not all of them. */
	TIMEOUT,

	/** The client went before. */
	DISCONNECTED,

	/** It was given up before: nobody waited for the result any more. */
	CANCELLED;

	static Outcome ofAnswer(@Nullable Object answer) {
		return (answer instanceof BroadcastAcks<?> acks && acks.timedOut()) ? TIMEOUT : SUCCESS;
	}

	static Outcome ofMissingAnswer(Throwable error) {
		if (error instanceof AckTimeoutException) {
			return TIMEOUT;
		}
		return (error instanceof SocketDisconnectedException) ? DISCONNECTED : ERROR;
	}

}
