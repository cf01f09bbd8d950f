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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOHandshakeInterceptor;
import io.github.socketiospring.SocketIOObserver;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.adapter.AdapterFactory;
import io.github.socketiospring.adapter.InMemoryAdapter;
import io.github.socketiospring.adapter.RecoverableAdapter;
import io.github.socketiospring.engineio.EngineIOHeadersCustomizer;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.EngineIOServerBuilder;
import io.github.socketiospring.engineio.OverflowPolicy;
import io.github.socketiospring.engineio.PerMessageDeflate;
import io.github.socketiospring.engineio.SessionIdGenerator;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketParserFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.ResponseCookie;
import org.springframework.util.Assert;

/**
 * Builds a {@link SocketIOServer}. The defaults are those of the reference server.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/">Socket.IO: server options</a>
 */
public final class SocketIOServerBuilder {

	private final EngineIOServerBuilder engine = EngineIOServer.builder();

	private String path = "/socket.io";

	private Duration connectTimeout = Duration.ofSeconds(45);

	private int maxAttachments = 10;

	private boolean strictNamespaces;

	private boolean cleanupEmptyChildNamespaces = true;

	private int maxChildNamespaces = 10_000;

	private int maxNamespacesPerConnection = 100;

	private HandlerExecution handlerExecution = HandlerExecution.AUTO;

	private @Nullable Duration handlerTimeout;

	private boolean errorAck = true;

	private boolean problemDetails = true;

	private @Nullable EventRateLimit rateLimit;

	private int maxEventsInFlight = 256;

	private int maxQueuedEvents = 1024;

	private long maxInboundBytes = 16 * 1024 * 1024;

	private Duration maxInboundPause = Duration.ofSeconds(30);

	private final List<SocketIOHandshakeInterceptor> handshakeInterceptors = new ArrayList<>();

	private final List<SocketIOGuard> guards = new ArrayList<>();

	private final List<HandlerScope> handlerScopes = new ArrayList<>();

	private @Nullable JsonMapper jsonMapper;

	private PacketParserFactory parser = PacketParserFactory.json();

	private @Nullable Scheduler workerScheduler;

	private @Nullable AdapterFactory adapterFactory;

	private boolean serverInSessionIds;

	private final List<SocketIOObserver> observers = new ArrayList<>();

	private boolean connectionStateRecovery;

	private Duration maxDisconnectionDuration = Duration.ofMinutes(2);

	private boolean skipMiddlewares = true;

	private int recoveryMaxPackets = 100_000;

	private long recoveryMaxBytes = 32 * 1024 * 1024;

	/**
	 * Begin with the defaults.
	 */
	public SocketIOServerBuilder() {
		this.engine.maxPendingConnections(10_000);
	}

	/**
	 * Set the path that the server is to be served on, {@code /socket.io} by default.
	 * @param path the path, beginning with a slash
	 * @return this builder
	 */
	public SocketIOServerBuilder path(String path) {
		Assert.isTrue(path.startsWith("/"), () -> "The path must begin with a slash: '" + path + "'");
		this.path = path;
		return this;
	}

	/**
	 * Set the time from a pong to the next ping, 25 seconds by default.
	 * @param pingInterval the time, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder pingInterval(Duration pingInterval) {
		this.engine.pingInterval(pingInterval);
		return this;
	}

	/**
	 * Set the time that a client has to answer a ping, 20 seconds by default.
	 * @param pingTimeout the time, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder pingTimeout(Duration pingTimeout) {
		this.engine.pingTimeout(pingTimeout);
		return this;
	}

	/**
	 * Set the time that an upgrade to WebSocket may take, 10 seconds by default.
	 * @param upgradeTimeout the time, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder upgradeTimeout(Duration upgradeTimeout) {
		this.engine.upgradeTimeout(upgradeTimeout);
		return this;
	}

	/**
	 * Set the time after which a connection is closed that has joined no namespace, 45
	 * seconds by default.
	 * @param connectTimeout the time, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder connectTimeout(Duration connectTimeout) {
		this.connectTimeout = positive(connectTimeout, "connectTimeout");
		return this;
	}

	/**
	 * Set the most bytes that one message or POST body may have, 1,000,000 by default.
	 * Clients are told.
	 * @param maxHttpBufferSize the number of bytes, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder maxHttpBufferSize(int maxHttpBufferSize) {
		this.engine.maxHttpBufferSize(maxHttpBufferSize);
		return this;
	}

	/**
	 * Set the transports that clients may use, polling and WebSocket by default.
	 * @param transports {@code polling}, {@code websocket}, or both
	 * @return this builder
	 */
	public SocketIOServerBuilder transports(String... transports) {
		this.engine.transports(transports);
		return this;
	}

	/**
	 * Set whether connections may move from polling to WebSocket, true by default.
	 * @param allowUpgrades whether upgrades are offered and accepted
	 * @return this builder
	 */
	public SocketIOServerBuilder allowUpgrades(boolean allowUpgrades) {
		this.engine.allowUpgrades(allowUpgrades);
		return this;
	}

	/**
	 * Set whether clients of Socket.IO 2, which speak version 3 of the Engine.IO
	 * protocol, are served as well; false by default.
	 * @param allowEIO3 whether they are served
	 * @return this builder
	 * @see <a href="https://socket.io/docs/v4/server-options/#alloweio3">Socket.IO:
	 * allowEIO3</a>
	 */
	public SocketIOServerBuilder allowEIO3(boolean allowEIO3) {
		this.engine.allowEIO3(allowEIO3);
		return this;
	}

	/**
	 * Add what decides on the first request of each client, before there is a connection.
	 * Those that are added first are called first.
	 * @param interceptor the interceptor
	 * @return this builder
	 * @see <a href="https://socket.io/docs/v4/server-options/#allowrequest">Socket.IO:
	 * allowRequest</a>
	 */
	public SocketIOServerBuilder handshakeInterceptor(SocketIOHandshakeInterceptor interceptor) {
		this.handshakeInterceptors.add(interceptor);
		return this;
	}

	/**
	 * Set what makes the ids of connections, which are secret and not those of sockets;
	 * by default 20 URL-safe characters from a cryptographic source.
	 * @param sessionIdGenerator the generator
	 * @return this builder
	 */
	public SocketIOServerBuilder sessionIdGenerator(SessionIdGenerator sessionIdGenerator) {
		this.engine.sessionIdGenerator(sessionIdGenerator);
		return this;
	}

	/**
	 * Set whether the id of each connection begins with the one of this server in its
	 * cluster and a dot, so that requests can be forwarded to it; false by default.
	 * @param serverInSessionIds whether ids name the server
	 * @return this builder
	 */
	public SocketIOServerBuilder serverInSessionIds(boolean serverInSessionIds) {
		this.serverInSessionIds = serverInSessionIds;
		return this;
	}

	/**
	 * Set the cookie that clients get with the response that opens a connection over
	 * polling; none by default. Its value is the id of the connection, whatever that of
	 * the template is. The server never reads it: it is for load balancers.
	 * @param cookie the template, for example
	 * {@code ResponseCookie.from("io").path("/").httpOnly(true).sameSite("Lax").build()};
	 * null for no cookie
	 * @return this builder
	 * @see <a href="https://socket.io/docs/v4/server-options/#cookie">Socket.IO:
	 * cookie</a>
	 */
	public SocketIOServerBuilder cookie(@Nullable ResponseCookie cookie) {
		this.engine.cookie(cookie);
		return this;
	}

	/**
	 * Add what adds headers to the responses to clients. Those that are added first are
	 * called first.
	 * @param customizer the customizer
	 * @return this builder
	 */
	public SocketIOServerBuilder headersCustomizer(EngineIOHeadersCustomizer customizer) {
		this.engine.headersCustomizer(customizer);
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
	public SocketIOServerBuilder httpCompression(boolean httpCompression) {
		this.engine.httpCompression(httpCompression);
		return this;
	}

	/**
	 * Set how many bytes an answer to a poll must have to be compressed, 1,024 by
	 * default.
	 * @param httpCompressionThreshold the number of bytes, not negative
	 * @return this builder
	 */
	public SocketIOServerBuilder httpCompressionThreshold(int httpCompressionThreshold) {
		this.engine.httpCompressionThreshold(httpCompressionThreshold);
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
	public SocketIOServerBuilder perMessageDeflate(@Nullable PerMessageDeflate perMessageDeflate) {
		this.engine.perMessageDeflate(perMessageDeflate);
		return this;
	}

	/**
	 * Set how many bytes may wait for a client, in the server and in the connection, 16
	 * MB by default. A packet is let in while fewer wait, whatever its own size is. Each
	 * packet counts 256 bytes more than it has on the wire, and for each of the clients
	 * that it is sent to.
	 * @param outboundMaxBytes the number of bytes, positive and at most 256 GB
	 * @return this builder
	 */
	public SocketIOServerBuilder outboundMaxBytes(long outboundMaxBytes) {
		this.engine.outboundMaxBytes(outboundMaxBytes);
		return this;
	}

	/**
	 * Set how many packets may wait for a client, 50,000 by default.
	 * @param outboundMaxPackets the number, from 1 to 1,000,000
	 * @return this builder
	 */
	public SocketIOServerBuilder outboundMaxPackets(int outboundMaxPackets) {
		this.engine.outboundMaxPackets(outboundMaxPackets);
		return this;
	}

	/**
	 * Set what happens when more is sent to a client than may wait for it: by default its
	 * connection is closed, and its sockets leave with
	 * {@link DisconnectReason#SLOW_CONSUMER}.
	 * @param outboundOverflowPolicy the policy
	 * @return this builder
	 */
	public SocketIOServerBuilder outboundOverflowPolicy(OverflowPolicy outboundOverflowPolicy) {
		this.engine.outboundOverflowPolicy(outboundOverflowPolicy);
		return this;
	}

	/**
	 * Set the most binary attachments that a client may send with one packet, 10 by
	 * default.
	 * @param maxAttachments the number, not negative
	 * @return this builder
	 */
	public SocketIOServerBuilder maxAttachments(int maxAttachments) {
		Assert.isTrue(maxAttachments >= 0, () -> "maxAttachments must not be negative: " + maxAttachments);
		this.maxAttachments = maxAttachments;
		return this;
	}

	/**
	 * Set whether {@link SocketIOServer#of(String)} throws for a namespace that nobody
	 * declared before the server started; by default it logs a warning.
	 * @param strictNamespaces whether to throw
	 * @return this builder
	 */
	public SocketIOServerBuilder strictNamespaces(boolean strictNamespaces) {
		this.strictNamespaces = strictNamespaces;
		return this;
	}

	/**
	 * Set where event listeners run: on the thread of the connection by default, on
	 * workers with {@link HandlerExecution#WORKER}.
	 * @param handlerExecution where they run
	 * @return this builder
	 */
	public SocketIOServerBuilder handlerExecution(HandlerExecution handlerExecution) {
		this.handlerExecution = handlerExecution;
		return this;
	}

	/**
	 * Set after which time a handler of an event is cancelled: a reactive result is
	 * disposed of, and a blocked thread interrupted. Without limit by default.
	 * @param handlerTimeout the time, positive; null for no limit
	 * @return this builder
	 */
	public SocketIOServerBuilder handlerTimeout(@Nullable Duration handlerTimeout) {
		this.handlerTimeout = (handlerTimeout != null) ? positive(handlerTimeout, "handlerTimeout") : null;
		return this;
	}

	/**
	 * Set whether a client that asked for an answer gets
	 * <code>{"error": {"code", "message"}}</code> when the handler of its event fails,
	 * true by default.
	 * @param errorAck whether errors are acknowledged
	 * @return this builder
	 */
	public SocketIOServerBuilder errorAck(boolean errorAck) {
		this.errorAck = errorAck;
		return this;
	}

	/**
	 * Set whether a client whose arguments violate constraints is told which, true by
	 * default: in {@code problem} of the error that it gets as the answer to an event, or
	 * of the data of {@code connect_error}, a problem detail of RFC 9457.
	 * @param problemDetails whether it is told
	 * @return this builder
	 * @see io.github.socketiospring.ValidationFailure
	 */
	public SocketIOServerBuilder problemDetails(boolean problemDetails) {
		this.problemDetails = problemDetails;
		return this;
	}

	/**
	 * Add what guards all namespaces. Those that are added first are asked first, and all
	 * of them must let a socket or an event in.
	 * @param guard the guard
	 * @return this builder
	 */
	public SocketIOServerBuilder guard(SocketIOGuard guard) {
		Assert.notNull(guard, "SocketIOGuard is required");
		this.guards.add(guard);
		return this;
	}

	/**
	 * Add what prepares the threads on which handlers, middlewares and listeners are
	 * called. Those that are added first are opened first.
	 * @param scope the scope
	 * @return this builder
	 */
	public SocketIOServerBuilder handlerScope(HandlerScope scope) {
		this.handlerScopes.add(scope);
		return this;
	}

	/**
	 * Set how fast the events of each socket may come, without a limit by default. Single
	 * handlers may have a limit of their own as well: {@link EventHandler#rateLimit()}.
	 * @param rateLimit the limit; null for none
	 * @return this builder
	 */
	public SocketIOServerBuilder rateLimit(@Nullable EventRateLimit rateLimit) {
		this.rateLimit = rateLimit;
		return this;
	}

	/**
	 * Set how many events of a socket are in flight at the same time, 256 by default:
	 * their handlers run, wait for a worker or a middleware, or have returned a result
	 * that is still to come. An event counts once for each of its handlers; one that a
	 * handler is done with at once does not count at all. Further events wait.
	 * @param maxEventsInFlight the number, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder maxEventsInFlight(int maxEventsInFlight) {
		Assert.isTrue(maxEventsInFlight > 0, () -> "maxEventsInFlight must be positive, not " + maxEventsInFlight);
		this.maxEventsInFlight = maxEventsInFlight;
		return this;
	}

	/**
	 * Set how many events of a socket wait until others have ended, 1,024 by default.
	 * When so many do, the server stops reading from the client. While it waits for an
	 * acknowledgement of the client it goes on, up to twice the number; a client that
	 * sends even more is disconnected with {@link DisconnectReason#OVERLOADED}.
	 * @param maxQueuedEvents the number, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder maxQueuedEvents(int maxQueuedEvents) {
		Assert.isTrue(maxQueuedEvents > 0, () -> "maxQueuedEvents must be positive, not " + maxQueuedEvents);
		this.maxQueuedEvents = maxQueuedEvents;
		return this;
	}

	/**
	 * Set how many bytes the events of a socket may have that are in flight or wait, 16
	 * MB by default, and {@link #maxHttpBufferSize} if that is more. When they have so
	 * many, the server stops reading as with {@link #maxQueuedEvents}. A packet whose
	 * attachments have not all come is limited to the same: a client that sends more is
	 * disconnected.
	 * @param maxInboundBytes the number of bytes as they were sent, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder maxInboundBytes(long maxInboundBytes) {
		Assert.isTrue(maxInboundBytes > 0, () -> "maxInboundBytes must be positive, not " + maxInboundBytes);
		this.maxInboundBytes = maxInboundBytes;
		return this;
	}

	/**
	 * Set for how long the server may stop reading from a client since too many of its
	 * events wait, 30 seconds by default. So long the client need not answer pings; then
	 * it is disconnected with {@link DisconnectReason#OVERLOADED}.
	 * @param maxInboundPause the time, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder maxInboundPause(Duration maxInboundPause) {
		this.maxInboundPause = positive(maxInboundPause, "maxInboundPause");
		return this;
	}

	/**
	 * Set what writes and reads JSON, by default Jackson without settings.
	 * @param jsonMapper the mapper
	 * @return this builder
	 */
	public SocketIOServerBuilder jsonMapper(JsonMapper jsonMapper) {
		this.jsonMapper = jsonMapper;
		return this;
	}

	/**
	 * Set how packets are laid out as messages, {@link PacketParserFactory#json()} by
	 * default. All clients must use the same parser.
	 * @param parser creates the parser from the {@linkplain #jsonMapper mapper}
	 * @return this builder
	 * @see <a href="https://socket.io/docs/v4/server-options/#parser">Socket.IO:
	 * parser</a>
	 */
	public SocketIOServerBuilder parser(PacketParserFactory parser) {
		this.parser = parser;
		return this;
	}

	/**
	 * Set where handlers run that may block, by default
	 * {@link Schedulers#boundedElastic()}.
	 * @param workerScheduler the scheduler, which the server does not dispose of
	 * @return this builder
	 */
	public SocketIOServerBuilder workerScheduler(Scheduler workerScheduler) {
		this.workerScheduler = workerScheduler;
		return this;
	}

	/**
	 * Set the time over which connections are closed when the server is closed, 5 seconds
	 * by default, so that their clients do not come back as one wave. Ten times a second
	 * a portion is closed, of a hundred at least.
	 * @param shutdownWindow the time; zero to close all at once
	 * @return this builder
	 */
	public SocketIOServerBuilder shutdownWindow(Duration shutdownWindow) {
		this.engine.shutdownWindow(shutdownWindow);
		return this;
	}

	/**
	 * Set the time after which clients that are refused while the server closes may try
	 * again, 5 seconds by default: they are told by the header {@code Retry-After}.
	 * @param shutdownRetryAfter the time, in full seconds; zero to leave the header out
	 * @return this builder
	 */
	public SocketIOServerBuilder shutdownRetryAfter(Duration shutdownRetryAfter) {
		this.engine.shutdownRetryAfter(shutdownRetryAfter);
		return this;
	}

	/**
	 * Set what runs the timers and gives the time, by default one thread of the server's
	 * own. For tests: virtual time.
	 * @param timerScheduler the scheduler, which the server does not dispose of
	 * @return this builder
	 */
	public SocketIOServerBuilder timerScheduler(Scheduler timerScheduler) {
		this.engine.timerScheduler(timerScheduler);
		return this;
	}

	/**
	 * Set what creates the adapter of each namespace, by default an
	 * {@link InMemoryAdapter}.
	 * @param adapterFactory the factory
	 * @return this builder
	 */
	public SocketIOServerBuilder adapterFactory(AdapterFactory adapterFactory) {
		this.adapterFactory = adapterFactory;
		return this;
	}

	/**
	 * Set whether clients that lost their connection for a short time get back their id,
	 * rooms and attributes, and what they have missed; false by default. The adapter must
	 * be a {@link RecoverableAdapter}, as the default one is then. Each event that does
	 * not ask for an acknowledgement and is not volatile gets an offset as an additional
	 * last argument.
	 * @param connectionStateRecovery whether sockets are recovered
	 * @return this builder
	 * @see <a href=
	 * "https://socket.io/docs/v4/server-options/#connectionstaterecovery">Socket.IO:
	 * connectionStateRecovery</a>
	 */
	public SocketIOServerBuilder connectionStateRecovery(boolean connectionStateRecovery) {
		this.connectionStateRecovery = connectionStateRecovery;
		return this;
	}

	/**
	 * Set how long a client may be gone and still be recovered, 2 minutes by default. Has
	 * an effect with {@link #connectionStateRecovery} only.
	 * @param maxDisconnectionDuration the time, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder maxDisconnectionDuration(Duration maxDisconnectionDuration) {
		this.maxDisconnectionDuration = positive(maxDisconnectionDuration, "maxDisconnectionDuration");
		return this;
	}

	/**
	 * Set whether recovered sockets are not shown to the middlewares of their namespace
	 * ({@code use}), true by default. Connect handlers run in either case. Has an effect
	 * with {@link #connectionStateRecovery} only.
	 * @param skipMiddlewares whether middlewares are skipped
	 * @return this builder
	 */
	public SocketIOServerBuilder skipMiddlewares(boolean skipMiddlewares) {
		this.skipMiddlewares = skipMiddlewares;
		return this;
	}

	/**
	 * Set how many events each namespace keeps at most for clients that are gone, 100,000
	 * by default. Has an effect with {@link #connectionStateRecovery} and the default
	 * adapter only.
	 * @param recoveryMaxPackets the number, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder recoveryMaxPackets(int recoveryMaxPackets) {
		Assert.isTrue(recoveryMaxPackets > 0, () -> "recoveryMaxPackets must be positive, not " + recoveryMaxPackets);
		this.recoveryMaxPackets = recoveryMaxPackets;
		return this;
	}

	/**
	 * Set how many bytes the events have at most that each namespace keeps for clients
	 * that are gone, 32 MB by default. Has an effect with
	 * {@link #connectionStateRecovery} and the default adapter only.
	 * @param recoveryMaxBytes the number of bytes, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder recoveryMaxBytes(long recoveryMaxBytes) {
		Assert.isTrue(recoveryMaxBytes > 0, () -> "recoveryMaxBytes must be positive, not " + recoveryMaxBytes);
		this.recoveryMaxBytes = recoveryMaxBytes;
		return this;
	}

	/**
	 * Set whether dynamic namespaces are removed when their last socket has left, true by
	 * default; the reference server keeps them by default. Those that the application
	 * declares by name before the server starts stay in any case, and those whose clients
	 * can be {@linkplain #connectionStateRecovery recovered} as long as that is so.
	 * @param cleanupEmptyChildNamespaces whether they are removed
	 * @return this builder
	 * @see <a href=
	 * "https://socket.io/docs/v4/server-options/#cleanupemptychildnamespaces">Socket.IO:
	 * cleanupEmptyChildNamespaces</a>
	 */
	public SocketIOServerBuilder cleanupEmptyChildNamespaces(boolean cleanupEmptyChildNamespaces) {
		this.cleanupEmptyChildNamespaces = cleanupEmptyChildNamespaces;
		return this;
	}

	/**
	 * Set how many dynamic namespaces there may be before clients cannot create more,
	 * 10,000 by default. A client that asks for one more is refused.
	 * @param maxChildNamespaces the number, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder maxChildNamespaces(int maxChildNamespaces) {
		Assert.isTrue(maxChildNamespaces > 0, () -> "maxChildNamespaces must be positive, not " + maxChildNamespaces);
		this.maxChildNamespaces = maxChildNamespaces;
		return this;
	}

	/**
	 * Set in how many namespaces one connection may have a socket, 100 by default. A
	 * client that asks for one more is refused with {@code Too many namespaces}.
	 * @param maxNamespacesPerConnection the number, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder maxNamespacesPerConnection(int maxNamespacesPerConnection) {
		Assert.isTrue(maxNamespacesPerConnection > 0,
				() -> "maxNamespacesPerConnection must be positive, not " + maxNamespacesPerConnection);
		this.maxNamespacesPerConnection = maxNamespacesPerConnection;
		return this;
	}

	/**
	 * Set how many connections there may be that have joined no namespace yet, handshakes
	 * that an {@linkplain #handshakeInterceptor interceptor} has not decided on included;
	 * 10,000 by default. A client that comes when there are as many is refused with
	 * {@code Server busy}, and tries again by itself.
	 * @param maxPendingConnections the number, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder maxPendingConnections(int maxPendingConnections) {
		this.engine.maxPendingConnections(maxPendingConnections);
		return this;
	}

	/**
	 * Set how many connections one remote address may have, any number by default. Of
	 * IPv6 the first 64 bits count. A client that is one too many is refused with
	 * {@code Too many connections}, and tries again by itself.
	 * @param maxConnectionsPerAddress the number, positive
	 * @return this builder
	 * @see EngineIOServerBuilder#maxConnectionsPerAddress
	 */
	public SocketIOServerBuilder maxConnectionsPerAddress(int maxConnectionsPerAddress) {
		this.engine.maxConnectionsPerAddress(maxConnectionsPerAddress);
		return this;
	}

	/**
	 * Set how many connections one principal may have, any number by default. What counts
	 * is the principal of the handshake request; requests without one are not limited. A
	 * client that is one too many is refused with {@code Too many connections}, and tries
	 * again by itself.
	 * @param maxConnectionsPerPrincipal the number, positive
	 * @return this builder
	 */
	public SocketIOServerBuilder maxConnectionsPerPrincipal(int maxConnectionsPerPrincipal) {
		this.engine.maxConnectionsPerPrincipal(maxConnectionsPerPrincipal);
		return this;
	}

	/**
	 * Add what is told of what happens on the server. By default nothing is, and nothing
	 * is spent on it. Those that are added first are called first, and their handlers
	 * call those of the others.
	 * @param observer the observer
	 * @return this builder
	 */
	public SocketIOServerBuilder observer(SocketIOObserver observer) {
		Assert.notNull(observer, "SocketIOObserver is required");
		this.observers.add(observer);
		return this;
	}

	/**
	 * Build the server.
	 * @return the server, which a binding is to serve
	 * @throws IllegalStateException if sockets are to be recovered, and the adapter
	 * cannot; or if ids are to name the server, and there is no cluster
	 */
	public SocketIOServer build() {
		Scheduler workers = (this.workerScheduler != null) ? this.workerScheduler : Schedulers.boundedElastic();
		RecoveryOptions recovery = this.connectionStateRecovery ? new RecoveryOptions(this.maxDisconnectionDuration,
				this.skipMiddlewares, this.recoveryMaxPackets, this.recoveryMaxBytes) : null;
		SocketIOObserver observer = CompositeObserver.of(this.observers);
		this.engine.observer(observer);
		if (this.serverInSessionIds) {
			SocketIOCluster cluster = (this.adapterFactory != null) ? this.adapterFactory.cluster() : null;
			if (cluster == null) {
				throw new IllegalStateException("The ids of connections cannot name a server that has no cluster");
			}
			this.engine.sessionIdPrefix(cluster.serverId() + ".");
		}
		ServerOptions options = new ServerOptions(this.path, this.connectTimeout, this.maxNamespacesPerConnection,
				this.maxAttachments, this.strictNamespaces, this.handlerExecution, this.handlerTimeout, this.errorAck,
				this.problemDetails, this.rateLimit, workers, this.adapterFactory, recovery,
				new ChildNamespaceOptions(this.cleanupEmptyChildNamespaces, this.maxChildNamespaces),
				new InboundOptions(this.maxEventsInFlight, this.maxQueuedEvents, this.maxInboundBytes,
						this.maxInboundPause),
				observer, CompositeGuard.of(this.guards), HandlerScope.combine(this.handlerScopes, true),
				HandlerScope.combine(this.handlerScopes, false));
		if (!this.handshakeInterceptors.isEmpty()) {
			this.engine.allowRequest(new HandshakeInterceptors(this.handshakeInterceptors));
		}
		JsonMapper mapper = (this.jsonMapper != null) ? this.jsonMapper : JsonMapper.shared();
		return new DefaultServer(options, new PacketCodec(new LoopMapperBuilder(mapper).build(), this.parser),
				this.engine);
	}

	private static Duration positive(Duration duration, String name) {
		Assert.isTrue(duration.toMillis() > 0, () -> name + " must be at least a millisecond, not " + duration);
		return duration;
	}

}
