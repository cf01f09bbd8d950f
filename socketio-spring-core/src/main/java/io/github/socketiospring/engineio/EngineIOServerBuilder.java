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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.github.socketiospring.engineio.transport.Transport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.http.ResponseCookie;
import org.springframework.util.Assert;

/**
 * Builds an {@link EngineIOServer}. The defaults are those of the reference server.
 *
 * @see <a href=
 * "https://socket.io/docs/v4/server-options/#low-level-engine-options">Socket.IO: engine
 * options</a>
 */
public final class EngineIOServerBuilder {

	private Duration pingInterval = Duration.ofSeconds(25);

	private Duration pingTimeout = Duration.ofSeconds(20);

	private Duration upgradeTimeout = Duration.ofSeconds(10);

	private int maxHttpBufferSize = 1_000_000;

	private Set<String> transports = Set.of(Transport.POLLING, Transport.WEBSOCKET);

	private boolean allowUpgrades = true;

	private boolean allowEIO3;

	private int maxPendingConnections = Integer.MAX_VALUE;

	private int maxConnectionsPerAddress = Integer.MAX_VALUE;

	private int maxConnectionsPerPrincipal = Integer.MAX_VALUE;

	private @Nullable Function<HandshakeRequest, Mono<Void>> interceptor;

	private @Nullable SessionIdGenerator idGenerator;

	private String idPrefix = "";

	private @Nullable ResponseCookie cookie;

	private final List<EngineIOHeadersCustomizer> headers = new ArrayList<>();

	private boolean httpCompression = true;

	private int httpCompressionThreshold = 1024;

	private @Nullable PerMessageDeflate perMessageDeflate;

	private OutboundLimits outbound = OutboundLimits.DEFAULTS;

	private ShutdownOptions shutdown = ShutdownOptions.DEFAULTS;

	private @Nullable EngineIOObserver observer;

	private @Nullable Scheduler timerScheduler;

	EngineIOServerBuilder() {
	}

	/**
	 * Set the time from a pong to the next ping, 25 seconds by default.
	 * @param pingInterval the time, positive
	 * @return this builder
	 */
	public EngineIOServerBuilder pingInterval(Duration pingInterval) {
		this.pingInterval = positive(pingInterval, "pingInterval");
		return this;
	}

	/**
	 * Set the time that a client has to answer a ping, 20 seconds by default.
	 * @param pingTimeout the time, positive
	 * @return this builder
	 */
	public EngineIOServerBuilder pingTimeout(Duration pingTimeout) {
		this.pingTimeout = positive(pingTimeout, "pingTimeout");
		return this;
	}

	/**
	 * Set the time that an upgrade to WebSocket may take, 10 seconds by default. The
	 * session goes on polling if it takes longer.
	 * @param upgradeTimeout the time, positive
	 * @return this builder
	 */
	public EngineIOServerBuilder upgradeTimeout(Duration upgradeTimeout) {
		this.upgradeTimeout = positive(upgradeTimeout, "upgradeTimeout");
		return this;
	}

	/**
	 * Set the most bytes that one message or POST body may have, 1,000,000 by default.
	 * Clients are told.
	 * @param maxHttpBufferSize the number of bytes, positive
	 * @return this builder
	 */
	public EngineIOServerBuilder maxHttpBufferSize(int maxHttpBufferSize) {
		Assert.isTrue(maxHttpBufferSize > 0,
				() -> "maxHttpBufferSize must be a positive number of bytes, not " + maxHttpBufferSize);
		this.maxHttpBufferSize = maxHttpBufferSize;
		return this;
	}

	/**
	 * Set the transports that clients may use, polling and WebSocket by default.
	 * @param transports {@code polling}, {@code websocket}, or both
	 * @return this builder
	 */
	public EngineIOServerBuilder transports(String... transports) {
		Set<String> names = new LinkedHashSet<>(List.of(transports));
		Assert.notEmpty(names, "transports must name at least one of polling and websocket");
		names.forEach((name) -> Assert.isTrue(Transport.POLLING.equals(name) || Transport.WEBSOCKET.equals(name),
				() -> "Unknown transport '" + name + "': use polling, websocket, or both"));
		this.transports = Set.copyOf(names);
		return this;
	}

	/**
	 * Set whether sessions may move from polling to WebSocket, true by default.
	 * @param allowUpgrades whether upgrades are offered and accepted
	 * @return this builder
	 */
	public EngineIOServerBuilder allowUpgrades(boolean allowUpgrades) {
		this.allowUpgrades = allowUpgrades;
		return this;
	}

	/**
	 * Set whether clients of Engine.IO protocol 3 are served as well, which those of
	 * Socket.IO 1 and 2 are; false by default.
	 * @param allowEIO3 whether they are served
	 * @return this builder
	 */
	public EngineIOServerBuilder allowEIO3(boolean allowEIO3) {
		this.allowEIO3 = allowEIO3;
		return this;
	}

	/**
	 * Set how many connections there may be that are not
	 * {@linkplain EngineIOSession#confirm() confirmed}, handshakes that
	 * {@link #allowRequest} has not decided on included; any number by default. A client
	 * that comes when there are as many is refused with {@code Server busy}.
	 * @param maxPendingConnections the number, positive
	 * @return this builder
	 */
	public EngineIOServerBuilder maxPendingConnections(int maxPendingConnections) {
		this.maxPendingConnections = positive(maxPendingConnections, "maxPendingConnections");
		return this;
	}

	/**
	 * Set how many connections one remote address may have, any number by default. Of
	 * IPv6 the first 64 bits count, since all addresses that have them in common are one
	 * subscriber's. A client whose address is not known is not limited. A client that is
	 * one too many is refused with {@code Too many connections}.
	 * @param maxConnectionsPerAddress the number, positive
	 * @return this builder
	 */
	public EngineIOServerBuilder maxConnectionsPerAddress(int maxConnectionsPerAddress) {
		this.maxConnectionsPerAddress = positive(maxConnectionsPerAddress, "maxConnectionsPerAddress");
		return this;
	}

	/**
	 * Set how many connections may be opened by requests of one
	 * {@linkplain EngineIORequest#principal() principal}, any number by default. What
	 * counts is its name; requests without one are not limited. A client that is one too
	 * many is refused with {@code Too many connections}.
	 * @param maxConnectionsPerPrincipal the number, positive
	 * @return this builder
	 */
	public EngineIOServerBuilder maxConnectionsPerPrincipal(int maxConnectionsPerPrincipal) {
		this.maxConnectionsPerPrincipal = positive(maxConnectionsPerPrincipal, "maxConnectionsPerPrincipal");
		return this;
	}

	/**
	 * Set what decides on the first request of each client, before there is a session for
	 * it. It is let in when the result completes, and refused when it is an error, is not
	 * there within the {@linkplain #upgradeTimeout time of an upgrade}, or something is
	 * thrown. The client is told {@code Forbidden}, or the message of a
	 * {@link HandshakeRefusedException}.
	 * @param interceptor gets the request, and must not block
	 * @return this builder
	 * @see <a href="https://socket.io/docs/v4/server-options/#allowrequest">Socket.IO:
	 * allowRequest</a>
	 */
	public EngineIOServerBuilder allowRequest(Function<HandshakeRequest, Mono<Void>> interceptor) {
		this.interceptor = interceptor;
		return this;
	}

	/**
	 * Set what makes the ids of sessions, by default 20 URL-safe characters from a
	 * cryptographic source.
	 * @param idGenerator the generator
	 * @return this builder
	 */
	public EngineIOServerBuilder sessionIdGenerator(SessionIdGenerator idGenerator) {
		this.idGenerator = idGenerator;
		return this;
	}

	/**
	 * Set what the id of each session begins with, nothing by default: the rest is what
	 * the {@linkplain #sessionIdGenerator generator} makes. Together they are an id of up
	 * to 128 characters.
	 * @param idPrefix letters, digits, and characters out of {@code -._~}
	 * @return this builder
	 */
	public EngineIOServerBuilder sessionIdPrefix(String idPrefix) {
		Assert.isTrue(idPrefix.isEmpty() || Admission.isId(idPrefix),
				() -> "'" + idPrefix + "' cannot be the beginning of an id");
		this.idPrefix = idPrefix;
		return this;
	}

	/**
	 * Set the cookie that clients get with the response that opens a session over
	 * polling; none by default. Its value is the id of the session, whatever that of the
	 * template is. The server never reads it: it is for load balancers.
	 * @param cookie the template; null for no cookie
	 * @return this builder
	 * @see <a href="https://socket.io/docs/v4/server-options/#cookie">Socket.IO:
	 * cookie</a>
	 */
	public EngineIOServerBuilder cookie(@Nullable ResponseCookie cookie) {
		this.cookie = cookie;
		return this;
	}

	/**
	 * Add what adds headers to responses. Those that are added first are called first.
	 * @param customizer the customizer
	 * @return this builder
	 */
	public EngineIOServerBuilder headersCustomizer(EngineIOHeadersCustomizer customizer) {
		this.headers.add(customizer);
		return this;
	}

	/**
	 * Set whether the answers to polls are compressed for clients that accept gzip or
	 * deflate, true by default. An answer is compressed if one of its packets may be.
	 * @param httpCompression whether they are compressed
	 * @return this builder
	 * @see <a href="https://socket.io/docs/v4/server-options/#httpcompression">Socket.IO:
	 * httpCompression</a>
	 */
	public EngineIOServerBuilder httpCompression(boolean httpCompression) {
		this.httpCompression = httpCompression;
		return this;
	}

	/**
	 * Set how many bytes an answer to a poll must have to be compressed, 1,024 by
	 * default.
	 * @param httpCompressionThreshold the number of bytes, not negative
	 * @return this builder
	 */
	public EngineIOServerBuilder httpCompressionThreshold(int httpCompressionThreshold) {
		Assert.isTrue(httpCompressionThreshold >= 0,
				() -> "httpCompressionThreshold must not be negative: " + httpCompressionThreshold);
		this.httpCompressionThreshold = httpCompressionThreshold;
		return this;
	}

	/**
	 * Set how messages of WebSockets are compressed for clients that want it
	 * ({@code permessage-deflate}); by default they are not. Has an effect where the
	 * server is Reactor Netty, over HTTP/1.1.
	 * @param perMessageDeflate how, {@link PerMessageDeflate#DEFAULTS} for example; null
	 * for not at all
	 * @return this builder
	 * @see <a href=
	 * "https://socket.io/docs/v4/server-options/#permessagedeflate">Socket.IO:
	 * perMessageDeflate</a>
	 */
	public EngineIOServerBuilder perMessageDeflate(@Nullable PerMessageDeflate perMessageDeflate) {
		this.perMessageDeflate = perMessageDeflate;
		return this;
	}

	/**
	 * Set how many bytes may wait for the client of a session, in the session and in its
	 * connection, 16 MB by default. A packet is let in while fewer wait, whatever its own
	 * size is. Each packet counts 256 bytes more than it has on the wire, and for each of
	 * the sessions that it is sent to.
	 * @param outboundMaxBytes the number of bytes, positive and at most 256 GB
	 * @return this builder
	 */
	public EngineIOServerBuilder outboundMaxBytes(long outboundMaxBytes) {
		this.outbound = this.outbound.withMaxBytes(outboundMaxBytes);
		return this;
	}

	/**
	 * Set how many packets may wait for the client of a session, 50,000 by default.
	 * @param outboundMaxPackets the number, from 1 to 1,000,000
	 * @return this builder
	 */
	public EngineIOServerBuilder outboundMaxPackets(int outboundMaxPackets) {
		this.outbound = this.outbound.withMaxPackets(outboundMaxPackets);
		return this;
	}

	/**
	 * Set what happens when more is sent to a client than may wait for it: by default its
	 * session is closed with {@link CloseReason#SLOW_CONSUMER}.
	 * @param outboundOverflowPolicy the policy
	 * @return this builder
	 */
	public EngineIOServerBuilder outboundOverflowPolicy(OverflowPolicy outboundOverflowPolicy) {
		this.outbound = this.outbound.withOverflowPolicy(outboundOverflowPolicy);
		return this;
	}

	/**
	 * Set what runs the timers and gives the time, by default one thread of the server's
	 * own. For tests: virtual time.
	 * @param timerScheduler the scheduler, which the server does not dispose of
	 * @return this builder
	 */
	public EngineIOServerBuilder timerScheduler(Scheduler timerScheduler) {
		this.timerScheduler = timerScheduler;
		return this;
	}

	/**
	 * Set the time over which sessions are closed when the server is closed, 5 seconds by
	 * default, so that their clients do not come back as one wave. Ten times a second a
	 * portion is closed, of a hundred at least.
	 * @param shutdownWindow the time; zero to close all at once
	 * @return this builder
	 */
	public EngineIOServerBuilder shutdownWindow(Duration shutdownWindow) {
		this.shutdown = this.shutdown.withWindow(shutdownWindow);
		return this;
	}

	/**
	 * Set the time after which clients that are refused while the server closes may try
	 * again, 5 seconds by default: they are told by the header {@code Retry-After}.
	 * @param shutdownRetryAfter the time, in full seconds; zero to leave the header out
	 * @return this builder
	 */
	public EngineIOServerBuilder shutdownRetryAfter(Duration shutdownRetryAfter) {
		this.shutdown = this.shutdown.withRetryAfter(shutdownRetryAfter);
		return this;
	}

	/**
	 * Set what is told of what happens to sessions. By default nothing is, and nothing is
	 * spent on it.
	 * @param observer the observer; null for none
	 * @return this builder
	 */
	public EngineIOServerBuilder observer(@Nullable EngineIOObserver observer) {
		this.observer = observer;
		return this;
	}

	/**
	 * Build the server.
	 * @param connectionHandler called for each session that opens, in its serial place;
	 * gives what listens to it
	 * @return the server
	 */
	public EngineIOServer build(Function<EngineIOSession, EngineIOListener> connectionHandler) {
		EngineIOOptions options = new EngineIOOptions(this.pingInterval, this.pingTimeout, this.upgradeTimeout,
				this.maxHttpBufferSize, this.transports, this.allowUpgrades, this.allowEIO3, this.httpCompression,
				this.httpCompressionThreshold, this.perMessageDeflate, this.outbound, this.shutdown);
		return new EngineIOServer(options, new Timers(this.timerScheduler),
				new EngineIOHooks(this.interceptor, this.idGenerator, this.idPrefix, this.cookie,
						List.copyOf(this.headers), this.observer),
				new ConnectionLimits(this.maxPendingConnections, this.maxConnectionsPerAddress,
						this.maxConnectionsPerPrincipal),
				connectionHandler);
	}

	private static int positive(int number, String name) {
		Assert.isTrue(number > 0, () -> name + " must be positive, not " + number);
		return number;
	}

	private static Duration positive(Duration duration, String name) {
		Assert.isTrue(duration.toMillis() > 0, () -> name + " must be at least a millisecond, not " + duration);
		return duration;
	}

}
