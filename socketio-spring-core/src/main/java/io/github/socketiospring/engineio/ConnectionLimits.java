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

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.Principal;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How many connections there may be that are not confirmed, of one address, and of one
 * principal. Each session takes a place in all of them, and so does each handshake while
 * it is decided on. Safe for use by several threads.
 */
final class ConnectionLimits {

	/** The part of an IPv6 address that one subscriber has. */
	private static final int PREFIX_LENGTH = 8;

	private final int maxPending;

	private final int maxPerAddress;

	private final int maxPerPrincipal;

	private final AtomicInteger pending = new AtomicInteger();

	private final Map<Object, Integer> addresses = new ConcurrentHashMap<>();

	private final Map<Object, Integer> principals = new ConcurrentHashMap<>();

	/**
	 * Create the limits.
	 * @param maxPending how many may be unconfirmed
	 * @param maxPerAddress how many of one address; {@link Integer#MAX_VALUE} for any
	 * number
	 * @param maxPerPrincipal how many of one principal; {@link Integer#MAX_VALUE} for any
	 * number
	 */
	ConnectionLimits(int maxPending, int maxPerAddress, int maxPerPrincipal) {
		this.maxPending = maxPending;
		this.maxPerAddress = maxPerAddress;
		this.maxPerPrincipal = maxPerPrincipal;
	}

	/**
	 * How many connections are not confirmed, handshakes that are decided on included.
	 */
	int pending() {
		return this.pending.get();
	}

	/**
	 * Look whether there is a place, without taking it.
	 * @return why not, or null
	 */
	@Nullable Refusal check(EngineIORequest request) {
		Object address = address(request.remoteAddress());
		Object principal = principal(request.principal());
		if (this.pending.get() >= this.maxPending) {
			return Refusal.of(EngineIOError.SERVER_BUSY, Map.of());
		}
		if (address != null && this.addresses.getOrDefault(address, 0) >= this.maxPerAddress) {
			return tooMany("REMOTE_ADDRESS");
		}
		return (principal != null && this.principals.getOrDefault(principal, 0) >= this.maxPerPrincipal)
				? tooMany("PRINCIPAL") : null;
	}

	/**
	 * Hold a place while a handshake is decided on: what comes of that has to take one
	 * itself.
	 * @return the same decision, or a {@link Refusal.Signal}
	 */
	<T> Mono<T> hold(EngineIORequest request, Mono<T> decision) {
		return Mono.defer(() -> {
			Object address = address(request.remoteAddress());
			Object principal = principal(request.principal());
			Refusal refusal = take(address, principal);
			if (refusal != null) {
				return Mono.error(new Refusal.Signal(refusal));
			}
			AtomicBoolean held = new AtomicBoolean(true);
			Runnable release = () -> {
				if (held.compareAndSet(true, false)) {
					release(address, principal, true);
				}
			};
			return decision.doOnTerminate(release).doOnCancel(release);
		});
	}

	/**
	 * Take a place for a session.
	 * @return why there is none, or null
	 */
	@Nullable Refusal take(EngineIOHandshake handshake) {
		return take(address(handshake.remoteAddress()), principal(handshake.principal()));
	}

	private @Nullable Refusal take(@Nullable Object address, @Nullable Object principal) {
		int max = this.maxPending;
		// Never above it, or who is refused would take the place of another for a moment
		if (this.pending.getAndUpdate((count) -> (count < max) ? count + 1 : count) >= max) {
			return Refusal.of(EngineIOError.SERVER_BUSY, Map.of());
		}
		if (address != null && !take(this.addresses, address, this.maxPerAddress)) {
			this.pending.decrementAndGet();
			return tooMany("REMOTE_ADDRESS");
		}
		if (principal != null && !take(this.principals, principal, this.maxPerPrincipal)) {
			release(address, null, true);
			return tooMany("PRINCIPAL");
		}
		return null;
	}

	/**
	 * A session is confirmed.
	 */
	void confirm() {
		this.pending.decrementAndGet();
	}

	/**
	 * Give the place of a session back.
	 * @param pending whether it was not confirmed
	 */
	void release(EngineIOHandshake handshake, boolean pending) {
		release(address(handshake.remoteAddress()), principal(handshake.principal()), pending);
	}

	private void release(@Nullable Object address, @Nullable Object principal, boolean pending) {
		if (pending) {
			this.pending.decrementAndGet();
		}
		if (address != null) {
			release(this.addresses, address);
		}
		if (principal != null) {
			release(this.principals, principal);
		}
	}

	private static boolean take(Map<Object, Integer> counts, Object key, int max) {
		boolean[] taken = new boolean[1];
		counts.compute(key, (same, count) -> {
			int before = (count != null) ? count : 0;
			taken[0] = before < max;
			return taken[0] ? Integer.valueOf(before + 1) : count;
		});
		return taken[0];
	}

	private static void release(Map<Object, Integer> counts, Object key) {
		counts.computeIfPresent(key, (same, count) -> (count > 1) ? count - 1 : null);
	}

	private static Refusal tooMany(String name) {
		return Refusal.of(EngineIOError.TOO_MANY_CONNECTIONS, Map.of("name", name));
	}

	/**
	 * What is counted as one address: of IPv6 the network of a subscriber, who has all
	 * addresses in it. A forwarded address is not resolved, and may be any text.
	 * @return null if addresses are not counted, or this one is not known
	 */
	private @Nullable Object address(@Nullable InetSocketAddress remote) {
		if (this.maxPerAddress == Integer.MAX_VALUE || remote == null) {
			return null;
		}
		InetAddress address = (remote.getAddress() != null) ? remote.getAddress() : parse(remote.getHostString());
		return (address instanceof Inet6Address) ? network(address)
				: (address != null) ? address : remote.getHostString();
	}

	private static @Nullable InetAddress parse(String text) {
		byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
		return (bytes != null) ? address(bytes) : null;
	}

	private static InetAddress network(InetAddress address) {
		return address(Arrays.copyOf(Arrays.copyOf(address.getAddress(), PREFIX_LENGTH), address.getAddress().length));
	}

	private static InetAddress address(byte[] bytes) {
		try {
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("An address has 4 or 16 bytes", ex);
		}
	}

	private @Nullable Object principal(@Nullable Principal principal) {
		return (this.maxPerPrincipal != Integer.MAX_VALUE && principal != null) ? principal.getName() : null;
	}

}
