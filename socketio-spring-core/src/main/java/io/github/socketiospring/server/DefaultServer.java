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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.github.socketiospring.NamespacePredicate;
import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.ParentNamespace;
import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.adapter.Adapter;
import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.AdapterFactory;
import io.github.socketiospring.adapter.InMemoryAdapter;
import io.github.socketiospring.adapter.RecoverableAdapter;
import io.github.socketiospring.adapter.RecoveringInMemoryAdapter;
import io.github.socketiospring.adapter.RecoveryLimits;
import io.github.socketiospring.engineio.Counters;
import io.github.socketiospring.engineio.EngineIOListener;
import io.github.socketiospring.engineio.EngineIOOptions;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.EngineIOServerBuilder;
import io.github.socketiospring.engineio.EngineIOSession;
import io.github.socketiospring.engineio.LogLimit;
import io.github.socketiospring.engineio.SessionIds;
import io.github.socketiospring.protocol.PacketCodec;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.util.Assert;

/**
 * The server: its options, and its namespaces.
 */
final class DefaultServer implements SocketIOServer {

	private static final Log logger = LogFactory.getLog(SocketIOServer.class);

	private final ServerOptions options;

	private final PacketCodec codec;

	private final EngineIOServer engine;

	private final InboundOptions inbound;

	private final SessionIds socketIds = new SessionIds();

	private final Namespaces namespaces = new Namespaces(this);

	private final Counters<SocketIOCounter> counters = new Counters<>(SocketIOCounter.class);

	private final Workers workers;

	private final WarningLog rateExceeded = new WarningLog("A socket sent events faster than its rate limit allows,"
			+ " which only warns: socketio.rate-limit.policy or that of @RateLimit.");

	private final DefaultNamespace root;

	/** Null if sockets are not recovered. */
	private final @Nullable Recovery recovery;

	private final WarningLog overloads = new WarningLog("A client was disconnected since it sent more events than its"
			+ " handlers took: socketio.inbound.max-queued-events, socketio.inbound.max-bytes and"
			+ " socketio.inbound.max-pause are the limits.");

	private volatile boolean started;

	private volatile boolean closed;

	DefaultServer(ServerOptions options, PacketCodec codec, EngineIOServerBuilder engine) {
		this.options = options;
		this.codec = codec;
		this.workers = new Workers(options.workers(), this.counters, new LogLimit(Duration.ofSeconds(1)));
		this.engine = engine.build(this::connect);
		this.recovery = (options.recovery() != null) ? new Recovery(options.recovery(), this.counters) : null;
		this.inbound = options.inbound().forMessagesOf(this.engine.options().maxPayload());
		this.root = this.namespaces.of("/");
	}

	private EngineIOListener connect(EngineIOSession session) {
		ClientConnection connection = new ClientConnection(this, session);
		connection.start();
		return connection;
	}

	InboundOptions inbound() {
		return this.inbound;
	}

	/**
	 * Warns of clients that were disconnected as overloaded.
	 */
	WarningLog overloads() {
		return this.overloads;
	}

	ServerOptions options() {
		return this.options;
	}

	PacketCodec codec() {
		return this.codec;
	}

	String nextSocketId() {
		return this.socketIds.next();
	}

	@Override
	public String path() {
		return this.options.path();
	}

	@Override
	public void start() {
		this.started = true;
	}

	@Override
	public SocketIONamespace of(String name) {
		return this.namespaces.of(normalize(name));
	}

	@Override
	public ParentNamespace of(Pattern pattern) {
		Assert.notNull(pattern, "Pattern is required");
		return this.namespaces.parent(new NamespaceMatcher.OfPattern(pattern));
	}

	@Override
	public ParentNamespace of(NamespaceTemplate template) {
		Assert.notNull(template, "NamespaceTemplate is required");
		return this.namespaces.parent(new NamespaceMatcher.OfTemplate(template));
	}

	@Override
	public ParentNamespace of(NamespacePredicate predicate) {
		Assert.notNull(predicate, "NamespacePredicate is required");
		return this.namespaces.parent(new NamespaceMatcher.OfPredicate(predicate));
	}

	/**
	 * Whether namespaces are still being declared.
	 */
	boolean isDeclaring() {
		return !this.started;
	}

	/**
	 * Check that it is not too late to declare a namespace.
	 */
	void checkDeclaration(String name) {
		if (this.started) {
			String message = "Namespace '" + name + "' was not declared before the server started: is the name right?"
					+ " Declare it with a controller's @Namespace or with SocketIOServer.of(...) at start-up.";
			Assert.state(!this.options.strictNamespaces(), message);
			logger.warn(message + " Clients can connect to it from now on.");
		}
	}

	@Override
	public SocketIOServer onNewNamespace(Consumer<SocketIONamespace> listener) {
		Assert.notNull(listener, "Listener is required");
		this.namespaces.listen(listener);
		return this;
	}

	Namespaces namespaceMap() {
		return this.namespaces;
	}

	boolean isClosed() {
		return this.closed;
	}

	Adapter createAdapter(AdapterContext context) {
		AdapterFactory factory = this.options.adapterFactory();
		Adapter adapter = (factory != null) ? factory.create(context) : createInMemoryAdapter(context);
		Assert.state(this.recovery == null || adapter instanceof RecoverableAdapter,
				() -> "Connection state recovery needs an adapter that can do it. Turn it off, or use another adapter than "
						+ adapter.getClass().getName() + ", which is no RecoverableAdapter");
		return adapter;
	}

	private Adapter createInMemoryAdapter(AdapterContext context) {
		RecoveryLimits limits = context.recovery();
		return (limits != null) ? new RecoveringInMemoryAdapter(context, limits) : new InMemoryAdapter(context);
	}

	@Nullable RecoveryLimits recoveryLimits() {
		if (this.recovery == null) {
			return null;
		}
		RecoveryOptions options = this.recovery.options();
		EngineIOOptions engine = this.engine.options();
		Duration sessionLife = options.maxDisconnectionDuration();
		// A lost connection may be found out so much later
		return new RecoveryLimits(sessionLife, sessionLife.plus(engine.pingInterval()).plus(engine.pingTimeout()),
				options.maxPackets(), options.maxBytes());
	}

	@Nullable Recovery recovery() {
		return this.recovery;
	}

	@Override
	public @Nullable SocketIOCluster cluster() {
		AdapterFactory factory = this.options.adapterFactory();
		return (factory != null) ? factory.cluster() : null;
	}

	@Override
	public Map<RecoveryOutcome, Long> recoveries() {
		return (this.recovery != null) ? this.recovery.counts() : Map.of();
	}

	@Override
	public @Nullable DefaultNamespace namespace(String name) {
		return this.namespaces.get(normalize(name));
	}

	/**
	 * Find a namespace by its name on the wire.
	 */
	@Nullable DefaultNamespace find(String name) {
		return "/".equals(name) ? this.root : this.namespaces.get(name);
	}

	@Override
	public Collection<SocketIONamespace> namespaces() {
		return List.copyOf(this.namespaces.all());
	}

	@Override
	public EngineIOServer engine() {
		return this.engine;
	}

	@Override
	public long count(SocketIOCounter counter) {
		return this.counters.get(counter);
	}

	@Override
	public long pendingEvents() {
		long events = 0;
		for (DefaultNamespace namespace : this.namespaces.all()) {
			events += namespace.pendingEvents();
		}
		return events;
	}

	WarningLog rateExceeded() {
		return this.rateExceeded;
	}

	Workers workers() {
		return this.workers;
	}

	Counters<SocketIOCounter> counters() {
		return this.counters;
	}

	@Override
	public Mono<Void> close() {
		return Mono.fromRunnable(() -> this.closed = true)
			.then(this.engine.close())
			.then(Flux.defer(() -> Flux.fromIterable(this.namespaces.all())).flatMap(DefaultNamespace::close).then())
			.then(Mono.defer(() -> (this.options.adapterFactory() != null) ? this.options.adapterFactory().close()
					: Mono.empty()));
	}

	private static String normalize(String name) {
		Assert.isTrue(name.indexOf(',') < 0, () -> "The name of a namespace cannot have a comma: '" + name + "'");
		return name.startsWith("/") ? name : "/" + name;
	}

}
