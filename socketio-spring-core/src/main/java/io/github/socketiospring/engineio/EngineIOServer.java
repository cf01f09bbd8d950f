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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.socketiospring.engineio.transport.Transport;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.github.socketiospring.engineio.transport.WebSocketReceiver;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

/**
 * An Engine.IO server: opens and keeps the sessions of clients. It serves no port by
 * itself: a binding gives it the requests of a web server. Safe for use by several
 * threads.
 *
 * <pre class="code">
 * EngineIOServer echo = EngineIOServer.builder().build((session) -&gt; new EngineIOListener() {
 *
 *     public void onText(ByteBuf text) {
 *         session.send(text.toString(StandardCharsets.UTF_8));
 *     }
 *
 * });
 * </pre>
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/">Engine.IO protocol</a>
 */
public final class EngineIOServer {

	/** How long clients may take to read what they were sent last. */
	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

	private final EngineIOOptions options;

	private final Timers timers;

	private final Function<EngineIOSession, EngineIOListener> connectionHandler;

	private final Map<String, DefaultSession> sessions = new ConcurrentHashMap<>();

	private final HandshakeVerifier verifier;

	private final Admission admission;

	private final ConnectionLimits limits;

	private final Hints hints;

	private final ConnectionErrors errors;

	private final ResponseHeaders headers;

	private final PollAnswers answers;

	/** Null if nobody observes what happens to sessions. */
	private final @Nullable EngineIOObserver observer;

	private final AtomicInteger webSockets = new AtomicInteger();

	private final Counters<EngineIOCounter> counters = new Counters<>(EngineIOCounter.class);

	/** One for all who close the server: the timers end with it. */
	private final Mono<Void> end = Mono.defer(this::closeAll).cache();

	private volatile boolean closed;

	EngineIOServer(EngineIOOptions options, Timers timers, EngineIOHooks hooks, ConnectionLimits limits,
			Function<EngineIOSession, EngineIOListener> connectionHandler) {
		this.options = options;
		this.timers = timers;
		this.connectionHandler = connectionHandler;
		this.verifier = new HandshakeVerifier(options, this.sessions);
		this.limits = limits;
		this.observer = hooks.observer();
		this.admission = new Admission(this, this.verifier, hooks);
		this.hints = new Hints(this);
		this.errors = new ConnectionErrors(this);
		this.headers = new ResponseHeaders(hooks.cookie(), hooks.headers());
		this.answers = new PollAnswers(
				options.httpCompression() ? options.httpCompressionThreshold() : Integer.MAX_VALUE);
	}

	/**
	 * Build a server.
	 * @return a builder with the defaults of the reference server
	 */
	public static EngineIOServerBuilder builder() {
		return new EngineIOServerBuilder();
	}

	/**
	 * The options.
	 * @return the options
	 */
	public EngineIOOptions options() {
		return this.options;
	}

	/**
	 * The timers, for what is built on the server.
	 * @return the timers
	 */
	public Timers timers() {
		return this.timers;
	}

	/**
	 * How many sessions there are.
	 * @return the number of clients
	 */
	public int clientsCount() {
		return this.sessions.size();
	}

	/**
	 * How many sessions use a transport at present.
	 * @param transport {@code polling} or {@code websocket}
	 * @return the number of clients
	 */
	public int clientsCount(String transport) {
		int webSockets = this.webSockets.get();
		return switch (transport) {
			case Transport.WEBSOCKET -> webSockets;
			case Transport.POLLING -> Math.max(clientsCount() - webSockets, 0);
			default ->
				throw new IllegalArgumentException("Unknown transport '" + transport + "': use polling or websocket");
		};
	}

	/**
	 * How often something was refused, dropped, or took too long.
	 * @param counter what
	 * @return the number since the start of the server
	 */
	public long count(EngineIOCounter counter) {
		return this.counters.get(counter);
	}

	/**
	 * Count what was refused or dropped. For bindings, which may do so before the engine
	 * sees it.
	 * @param counter what
	 * @param about what it happened to, for the log at DEBUG: made a text if it is logged
	 */
	public void increment(EngineIOCounter counter, Object about) {
		this.counters.increment(counter, about);
	}

	/**
	 * How many connections are not {@linkplain EngineIOSession#confirm() confirmed},
	 * handshakes that the application decides on included.
	 * @return the number
	 */
	public int pendingCount() {
		return this.limits.pending();
	}

	/**
	 * How many packets wait for clients, of all sessions together. Goes through all of
	 * them.
	 * @return the number, without what the connections hold
	 */
	public long waitingPackets() {
		long packets = 0;
		for (DefaultSession session : this.sessions.values()) {
			packets += session.waitingPackets();
		}
		return packets;
	}

	/**
	 * How many bytes wait for clients, of all sessions together. Goes through all of
	 * them.
	 * @return the number of bytes, as of {@link EngineIOSession#waitingBytes()}
	 */
	public long waitingBytes() {
		long bytes = 0;
		for (DefaultSession session : this.sessions.values()) {
			bytes += session.waitingBytes();
		}
		return bytes;
	}

	/**
	 * Whether there is a session.
	 * @param sid its id
	 * @return true from its handshake on until it is closed
	 */
	public boolean hasSession(String sid) {
		return this.sessions.containsKey(sid);
	}

	/**
	 * Whether the server was closed, and so refuses new sessions.
	 * @return false until {@link #close()} is subscribed to
	 */
	public boolean isClosed() {
		return this.closed;
	}

	/**
	 * Be told of each request that is refused, from now on. What is refused for its
	 * origin does not reach the engine.
	 * @param listener called by the thread of the request; it must not block
	 * @see <a href=
	 * "https://socket.io/docs/v4/server-api/#event-connection_error">Socket.IO:
	 * connection_error</a>
	 */
	public void onConnectionError(Consumer<ConnectionError> listener) {
		this.errors.add(listener);
	}

	/**
	 * Handle an HTTP request that is no WebSocket upgrade.
	 * @param request the request
	 * @return the response, when there is one; cancelling tells that the client has gone
	 */
	public Mono<EngineIOResponse> handle(EngineIORequest request) {
		Mono<EngineIOResponse> response = respond(request);
		return this.headers.isEmpty() ? response : response.map((plain) -> this.headers.add(plain, request));
	}

	private Mono<EngineIOResponse> respond(EngineIORequest request) {
		String sid = HandshakeVerifier.sid(request);
		if (this.closed && (sid == null || !this.sessions.containsKey(sid))) {
			// Also for the session of another instance, to which a proxy may then go
			return Mono.just(unavailable(request));
		}
		Refusal refusal = this.verifier.verify(request, false);
		if (refusal != null) {
			return Mono.just(this.errors.refuse(request, refusal, false));
		}
		if (sid == null) {
			return openPolling(request);
		}
		DefaultSession session = this.sessions.get(sid);
		if (session == null) {
			return Mono.just(this.errors.refuse(request, HandshakeVerifier.unknown(sid), false));
		}
		return switch (request.method()) {
			case "GET" -> session.poll(request);
			case "POST" -> session.post(request);
			default -> {
				increment(EngineIOCounter.METHOD_NOT_ALLOWED, session);
				yield Mono.just(EngineIOResponse.empty(405));
			}
		};
	}

	private EngineIOResponse unavailable(EngineIORequest request) {
		increment(EngineIOCounter.SERVER_CLOSED, request.method());
		return EngineIOResponse.unavailable(this.options.shutdown().retryAfter());
	}

	private Mono<EngineIOResponse> openPolling(EngineIORequest request) {
		return admit(request).flatMap((opening) -> {
			DefaultSession session = DefaultSession.polling(this, opening);
			Refusal refusal = start(session);
			if (refusal != null) {
				return Mono.error(new Refusal.Signal(refusal));
			}
			return Mono.<EngineIOResponse>create((sink) -> this.answers.answer(session.openPayload(), request, sink))
				.map((response) -> response.with(this.headers.polling(opening)));
		})
			.onErrorResume(Refusal.Signal.class,
					(refused) -> Mono.just(this.errors.refuse(request, refused.refusal(), false)));
	}

	/**
	 * Decide on a request that is to open a session, if there is a place for one.
	 */
	private Mono<Opening> admit(EngineIORequest request) {
		Refusal refusal = this.limits.check(request);
		if (refusal != null) {
			return Mono.error(new Refusal.Signal(refusal));
		}
		Mono<Opening> decision = this.admission.admit(request);
		return this.admission.isImmediate() ? decision : this.limits.hold(request, decision);
	}

	/**
	 * Start a session.
	 * @return why that cannot be done, or null
	 */
	private @Nullable Refusal start(DefaultSession session) {
		Refusal refusal = this.limits.take(session.handshake());
		if (refusal != null) {
			return refusal;
		}
		if (this.sessions.putIfAbsent(session.id(), session) != null) {
			this.limits.release(session.handshake(), true);
			return Refusal.idGeneration("Another session has it");
		}
		session.execute(session::open);
		if (this.closed) {
			session.shutDown().subscribe();
		}
		return null;
	}

	/**
	 * Decide on a WebSocket upgrade.
	 * @param request the request
	 * @return the decision, when it is made; cancelling tells that the client has gone
	 */
	public Mono<WebSocketUpgrade> upgrade(EngineIORequest request) {
		if (this.closed) {
			return Mono.just(WebSocketUpgrade.refused(request, unavailable(request)));
		}
		Refusal refusal = this.verifier.verify(request, true);
		if (refusal != null) {
			return Mono.just(refuse(request, refusal));
		}
		if (HandshakeVerifier.sid(request) != null) {
			return Mono.just(WebSocketUpgrade.toJoin(request, this.headers.add(HttpHeaders.EMPTY, request)));
		}
		return admit(request)
			.map((opening) -> WebSocketUpgrade.toOpen(request, opening,
					this.headers.add(this.headers.webSocket(opening), request)))
			.onErrorResume(Refusal.Signal.class, (refused) -> Mono.just(refuse(request, refused.refusal())));
	}

	private WebSocketUpgrade refuse(EngineIORequest request, Refusal refusal) {
		return WebSocketUpgrade.refused(request, this.headers.add(this.errors.refuse(request, refusal, true), request));
	}

	/**
	 * Take over a WebSocket.
	 * @param upgrade the upgrade, which was let through
	 * @param connection the connection
	 * @return to be told what happens on the connection
	 */
	public WebSocketReceiver open(WebSocketUpgrade upgrade, WebSocketConnection connection) {
		String sid = upgrade.sid();
		Opening opening = upgrade.opening();
		if (upgrade.isWebSocket() && opening != null && !this.closed) {
			DefaultSession session = DefaultSession.webSocket(this, opening, connection);
			Refusal refusal = start(session);
			if (refusal != null) {
				// The last place, or the id, was taken after the upgrade was let through
				this.errors.count(refusal);
				int status = (refusal.error() == EngineIOError.BAD_REQUEST) ? WebSocketConnection.NO_STATUS
						: WebSocketConnection.TRY_AGAIN_LATER;
				session.execute(() -> session.terminate(CloseReason.FORCED_CLOSE, refusal.toString(), status));
			}
			return session.receiver();
		}
		DefaultSession session = (sid != null) ? this.sessions.get(sid) : null;
		if (upgrade.isWebSocket() && session != null && this.options.allowUpgrades()) {
			return session.upgrade(connection, upgrade.frames());
		}
		increment(EngineIOCounter.UPGRADE_REFUSED, "a WebSocket without a session");
		connection.close(WebSocketConnection.NO_STATUS);
		return IgnoringReceiver.INSTANCE;
	}

	/**
	 * Refuse new sessions and close those there are, spread over the
	 * {@linkplain ShutdownOptions#window() window}. Until its turn has come a session
	 * goes on as ever.
	 * @return completes when they are closed and their clients have been told, as far as
	 * these read it within a second; a client in the middle of its upgrade has one more
	 * to finish that first. Calling it again is fine
	 */
	public Mono<Void> close() {
		return this.end;
	}

	private Mono<Void> closeAll() {
		this.closed = true;
		List<DefaultSession> open = List.copyOf(this.sessions.values());
		int portion = this.options.shutdown().portion(open.size());
		return Flux.fromIterable(open)
			.buffer(portion)
			.index()
			.flatMap((turn) -> shutDown(turn.getT1(), turn.getT2()), Integer.MAX_VALUE)
			.then()
			.doFinally((signal) -> {
				// Last, since it interrupts their thread, which may be this one
				if (this.sessions.isEmpty()) {
					this.timers.close();
				}
			});
	}

	private Mono<Void> shutDown(long turn, List<DefaultSession> sessions) {
		Mono<Void> closed = Mono.defer(() -> Mono.when(sessions.stream().map(DefaultSession::shutDown).toList()))
			.then(Mono.defer(() -> lastSent(sessions)));
		return (turn != 0) ? this.timers.delay(ShutdownOptions.INTERVAL.multipliedBy(turn)).then(closed) : closed;
	}

	/**
	 * Wait for what the web server still has to write: it may be stopped next.
	 */
	private Mono<Void> lastSent(List<DefaultSession> sessions) {
		return Mono.firstWithSignal(Mono.when(sessions.stream().map(DefaultSession::lastSent).toList()),
				this.timers.delay(CLOSE_TIMEOUT));
	}

	EngineIOListener connected(EngineIOSession session) {
		return this.connectionHandler.apply(session);
	}

	void remove(DefaultSession session) {
		if (this.sessions.remove(session.id(), session)) {
			this.limits.release(session.handshake(), session.isPending());
		}
	}

	@Nullable EngineIOObserver observer() {
		return this.observer;
	}

	ConnectionErrors errors() {
		return this.errors;
	}

	PollAnswers answers() {
		return this.answers;
	}

	Hints hints() {
		return this.hints;
	}

	/**
	 * A session is confirmed.
	 */
	void confirm() {
		this.limits.confirm();
	}

	/**
	 * A session got its WebSocket, or lost it.
	 */
	void countWebSocket(int change) {
		this.webSockets.addAndGet(change);
	}

	boolean offersUpgrade() {
		return this.options.allowUpgrades() && this.options.transports().contains(Transport.WEBSOCKET);
	}

}
