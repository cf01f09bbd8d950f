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

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.SocketIdentity;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.util.context.Context;

/**
 * Who a socket is, until that expires.
 */
final class Identification implements Disposable {

	/** Longer than any connection lives, and short enough for every timer. */
	private static final Duration FOREVER = Duration.ofDays(10_000);

	private final DefaultSocket socket;

	private final SocketIdentity identity;

	private final Context context;

	private volatile @Nullable Disposable timer;

	private volatile boolean expired;

	Identification(DefaultSocket socket, SocketIdentity identity) {
		this.socket = socket;
		this.identity = identity;
		this.context = Context.of(identity.context());
	}

	/**
	 * It counts from now on.
	 */
	void begin() {
		Instant expiresAt = this.identity.expiresAt();
		if (expiresAt != null) {
			this.timer = this.socket.timers()
				.schedule(timeTo(expiresAt), () -> this.socket.session().execute(this::expire));
		}
	}

	private static Duration timeTo(Instant end) {
		Duration time = Duration.between(Instant.now(), end);
		if (time.isNegative()) {
			return Duration.ZERO;
		}
		return (time.compareTo(FOREVER) < 0) ? time : FOREVER;
	}

	private void expire() {
		if (this.socket.isIdentifiedBy(this)) {
			this.expired = true;
			this.socket.disconnect(false, DisconnectReason.AUTHENTICATION_EXPIRED);
		}
	}

	boolean isExpired() {
		return this.expired;
	}

	@Nullable Principal principal() {
		return this.identity.principal();
	}

	Context context() {
		return this.context;
	}

	/**
	 * It counts no more.
	 */
	@Override
	public void dispose() {
		Disposable timer = this.timer;
		if (timer != null) {
			timer.dispose();
		}
	}

}
