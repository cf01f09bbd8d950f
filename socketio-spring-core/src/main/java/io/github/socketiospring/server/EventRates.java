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

package io.github.socketiospring.server;

import java.util.IdentityHashMap;
import java.util.Map;

import io.github.socketiospring.Ack;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.SocketIOCounter;

/**
 * Sees to it that the events of one socket do not come faster than the limits of the
 * server and of their handlers allow. Used in the session's serial place alone.
 */
final class EventRates {

	private final DefaultSocket socket;

	/** By limit, since handlers that have one in common share what it allows. */
	private final Map<EventRateLimit, TokenBucket> buckets = new IdentityHashMap<>(4);

	EventRates(DefaultSocket socket) {
		this.socket = socket;
	}

	/**
	 * Take a token for an event, and see to the event if there is none.
	 * @return whether the event is to be handled
	 */
	boolean permits(EventRateLimit limit, Ack<Object> ack) {
		long now = this.socket.timers().now();
		TokenBucket bucket = this.buckets.get(limit);
		if (bucket == null) {
			bucket = new TokenBucket(limit, now);
			this.buckets.put(limit, bucket);
		}
		return bucket.take(now) || onExceeded(limit, ack);
	}

	private boolean onExceeded(EventRateLimit limit, Ack<Object> ack) {
		this.socket.count(SocketIOCounter.RATE_EXCEEDED);
		return switch (limit.policy()) {
			case WARN -> {
				this.socket.defaultNamespace().defaultServer().rateExceeded().warn();
				yield true;
			}
			case DROP -> refuse(ack);
			case DISCONNECT -> {
				boolean handled = refuse(ack);
				this.socket.disconnect(false, DisconnectReason.RATE_LIMITED);
				yield handled;
			}
		};
	}

	private boolean refuse(Ack<Object> ack) {
		ErrorAnswers.send(ack, this.socket.options(), "rate_limited", "Too many events");
		return false;
	}

}
