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

package io.github.socketiospring.adapter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.ClusterEvent;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.adapter.ClusterMessage.Type;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * An adapter for one of several servers, which tell each other what concerns the sockets
 * of all. What is left to a subclass is to carry messages: it implements {@link #publish}
 * and {@link #respond}, and calls {@link #start()} once it can do so, and
 * {@link #onMessage} with what comes from others. Safe for use by several threads.
 *
 * @see <a href="https://socket.io/docs/v4/adapter/">Socket.IO: the adapter</a>
 */
public abstract class ClusterAdapter extends InMemoryAdapter {

	/** How often it is looked whether servers that are awaited are still there. */
	private static final Duration RECHECK_INTERVAL = Duration.ofSeconds(1);

	private final ClusterMembership membership;

	private final ClusterMessages messages;

	private final Map<String, ClusterRequest> requests = new ConcurrentHashMap<>();

	private final AtomicLong requestIds = new AtomicLong();

	private final Consumer<ClusterEvent> listener = this::onChange;

	private final Disposable.Swap heartbeat = Disposables.swap();

	/**
	 * Create an adapter without sockets.
	 * @param context what the adapter gets from its server
	 * @param membership who is in the cluster, shared by all adapters of the server
	 */
	protected ClusterAdapter(AdapterContext context, ClusterMembership membership) {
		super(context);
		this.membership = membership;
		this.messages = new ClusterMessages(membership.uid(), context.namespace(), context.codec());
		membership.addListener(this.listener);
	}

	/**
	 * The id of this server in messages.
	 * @return a random text
	 */
	protected final String uid() {
		return this.membership.uid();
	}

	/**
	 * Makes the messages of this server.
	 * @return the messages about the namespace of this adapter
	 */
	protected final ClusterMessages messages() {
		return this.messages;
	}

	/**
	 * Send a message to all other servers. Messages of one thread keep their order. What
	 * goes wrong is not thrown, but for values that cannot be written.
	 * @param message the message, to be written before this method returns
	 */
	protected abstract void publish(ClusterMessage message);

	/**
	 * Answer another server.
	 * @param uid the id of the server
	 * @param response the answer, to be written before this method returns
	 */
	protected abstract void respond(String uid, ClusterMessage response);

	/**
	 * How many servers there are: by default those that are known to live, whether they
	 * have the namespace or not.
	 */
	@Override
	public Mono<Integer> serverCount() {
		return Mono.fromSupplier(() -> this.membership.others().size() + 1);
	}

	/**
	 * Begin to tell others that this server lives, and to find out whether they do.
	 */
	protected final void start() {
		if (isMain()) {
			publish(this.messages.message(Type.INITIAL_HEARTBEAT, Map.of()));
			scheduleHeartbeat();
		}
	}

	/**
	 * Whether this adapter is the one that sends and gets the heartbeats of its server.
	 */
	private boolean isMain() {
		return context().namespace().equals("/");
	}

	private void scheduleHeartbeat() {
		this.heartbeat.update(context().timers().schedule(this.membership.heartbeatInterval(), () -> {
			publish(this.messages.message(Type.HEARTBEAT, Map.of()));
			this.membership.expire(context().timers().now());
			scheduleHeartbeat();
		}));
	}

	/**
	 * A message has come. What came from this server itself, or is for another namespace,
	 * is ignored; what is not in the layout of its type is counted, and nothing happens.
	 * @param message the message
	 */
	protected final void onMessage(ClusterMessage message) {
		if (message.uid().equals(uid()) || !message.namespace().equals(context().namespace())) {
			return;
		}
		try {
			this.membership.touch(message.uid(), context().timers().now());
			handle(message);
		}
		catch (RuntimeException ex) {
			onInvalid(message.type() + ": " + ex);
		}
	}

	/**
	 * Something has come that is no message: it is counted.
	 * @param about what it is, for the log at DEBUG
	 */
	protected final void onInvalid(Object about) {
		context().count(SocketIOCounter.SERVER_MESSAGE_INVALID, about);
	}

	/**
	 * A message could not be sent: it is counted.
	 * @param about what it is, for the log at DEBUG
	 */
	protected final void onUnsent(Object about) {
		context().count(SocketIOCounter.SERVER_MESSAGE_UNSENT, about);
	}

	private void handle(ClusterMessage message) {
		MessageData data = MessageData.of(message);
		if (message.type().isResponse()) {
			ClusterRequest request = this.requests.get(data.text("requestId"));
			if (request != null) {
				request.onResponse(message);
			}
			else {
				context().count(SocketIOCounter.SERVER_ANSWER_LATE, message.type());
			}
			return;
		}
		switch (message.type()) {
			case INITIAL_HEARTBEAT -> {
				this.membership.add(message.uid(), context().timers().now());
				publish(this.messages.message(Type.HEARTBEAT, Map.of()));
			}
			case HEARTBEAT -> this.membership.add(message.uid(), context().timers().now());
			case ADAPTER_CLOSE -> this.membership.remove(message.uid());
			case BROADCAST -> onBroadcast(message.uid(), data);
			case SOCKETS_JOIN -> super.join(data.options(), data.texts("rooms"));
			case SOCKETS_LEAVE -> super.leave(data.options(), data.texts("rooms"));
			case DISCONNECT_SOCKETS -> super.disconnect(data.options(), data.is("close", true));
			case FETCH_SOCKETS -> {
				String request = data.text("requestId");
				super.fetchSockets(data.options()).map(SocketDetails::toMap)
					.collectList()
					.subscribe((sockets) -> respond(message.uid(), Type.FETCH_SOCKETS_RESPONSE, request, "sockets",
							sockets));
			}
			case SERVER_SIDE_EMIT -> onServerEvent(message.uid(), data);
			case CHECK_SESSION -> {
				String request = data.text("requestId");
				isConnected(data.text("pid"), data.text("sid")).subscribe((connected) -> respond(message.uid(),
						Type.CHECK_SESSION_RESPONSE, request, "connected", connected));
			}
			default -> throw new IllegalArgumentException("Unexpected message: " + message.type());
		}
	}

	private void onChange(ClusterEvent change) {
		if (change.type() != ClusterEvent.Type.JOINED && !this.requests.isEmpty()) {
			this.requests.values().forEach((request) -> request.onServerLeft(change.serverId()));
			serverCount()
				.subscribe((servers) -> this.requests.values().forEach((request) -> request.onServers(servers - 1)));
		}
	}

	private void onBroadcast(String sender, MessageData data) {
		BroadcastOptions options = data.options();
		String request = data.request();
		if (!hasReceiver(options)) {
			if (request != null) {
				respond(sender, Type.BROADCAST_CLIENT_COUNT, request, "clientCount", 0);
			}
			return;
		}
		long id = (request != null) ? context().nextAckId() : IncomingPacket.NO_ID;
		Packet event = event(id, data);
		if (request == null) {
			deliver(event, options);
		}
		else {
			Object millis = data.child("opts").child("flags").get("timeout");
			Duration timeout = (millis instanceof Number number) ? Duration.ofMillis(number.longValue()) : null;
			send(event, options, new RemoteAcks(this, sender, request, timeout));
		}
	}

	/**
	 * Make the event of a broadcast one for a socket that was not connected when it came.
	 * @param broadcast the broadcast
	 * @param rooms the rooms of the socket
	 * @return the event, with one reference; null if it is not for the socket, or was for
	 * that moment alone
	 * @throws RuntimeException if it is not in the layout of a broadcast
	 */
	protected final @Nullable Packet missed(ClusterMessage broadcast, Set<String> rooms) {
		MessageData data = MessageData.of(broadcast);
		BroadcastOptions options = data.options();
		if (!options.concerns(rooms) || data.request() != null
				|| data.child("opts").child("flags").is("volatile", true)) {
			return null;
		}
		return event(IncomingPacket.NO_ID, data);
	}

	private Packet event(long id, MessageData data) {
		MessageData flags = data.child("opts").child("flags");
		Packet event = context().event(id, data.child("packet").list("data"));
		event.encoded().compress(!flags.is("compress", false));
		if (flags.is("volatile", true)) {
			event.encoded().asVolatile();
		}
		return event;
	}

	/**
	 * Send an event that another server has broadcast to the sockets of this one.
	 * @param event the event, of which one reference is taken over
	 * @param options who gets it
	 */
	protected void deliver(Packet event, BroadcastOptions options) {
		super.broadcast(event, options);
	}

	private void onServerEvent(String sender, MessageData data) {
		List<?> event = data.list("packet");
		String request = data.request();
		Consumer<AckArgs> answer = (request == null) ? null : (args) -> respond(sender, Type.SERVER_SIDE_EMIT_RESPONSE,
				request, arguments(Arrays.asList(args.values())));
		context().onServerEvent(String.valueOf(event.get(0)), context().arguments(event.subList(1, event.size())),
				answer);
	}

	void respond(String uid, Type type, String request, String name, @Nullable Object value) {
		respond(uid, type, request, Collections.singletonMap(name, value));
	}

	void respond(String uid, Type type, String request, Map<String, @Nullable Object> content) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>(content);
		data.put("requestId", request);
		respond(uid, this.messages.message(type, data));
	}

	/**
	 * Write the arguments of an answer: the reference knows one alone.
	 */
	static Map<String, @Nullable Object> arguments(List<? extends @Nullable Object> arguments) {
		if (arguments.size() == 1) {
			return Collections.singletonMap("packet", arguments.get(0));
		}
		return Map.of("args", arguments);
	}

	private Arguments arguments(ClusterMessage response) {
		MessageData data = MessageData.of(response);
		return context()
			.arguments(data.has("args") ? data.list("args") : Collections.singletonList(data.get("packet")));
	}

	@Override
	public void broadcast(Packet packet, BroadcastOptions options) {
		if (!options.local()) {
			publish(this.messages.broadcast(packet, options));
		}
		super.broadcast(packet, options);
	}

	@Override
	public void broadcast(Packet packet, BroadcastOptions options, BroadcastAckListener acks) {
		if (options.local()) {
			super.broadcast(packet, options, acks);
			return;
		}
		String id = nextRequest();
		AcksRequest request = new AcksRequest(acks, this::arguments, this.membership.others());
		this.requests.put(id, request);
		acks.onRequest(request::silent);
		acks.onPending(Disposables.composite(() -> this.requests.remove(id), recheck(request)));
		serverCount().subscribe((servers) -> {
			request.start(servers - 1);
			acks.onServers(servers);
		});
		publish(this.messages.broadcast(packet, options, id, acks.timeout()));
		send(packet, options, acks);
	}

	/**
	 * Look from time to time how many servers are left: not all of them say that they
	 * leave, and what is gone cannot answer.
	 */
	private Disposable recheck(ClusterRequest request) {
		return context().timers()
			.delay(RECHECK_INTERVAL)
			.then(serverCount())
			.repeat()
			.subscribe((servers) -> request.onServers(servers - 1), (ex) -> {
				// There is a time-out as well
			});
	}

	@Override
	public void join(BroadcastOptions options, Collection<String> rooms) {
		if (!options.local()) {
			publish(this.messages.socketsJoin(options, rooms));
		}
		super.join(options, rooms);
	}

	@Override
	public void leave(BroadcastOptions options, Collection<String> rooms) {
		if (!options.local()) {
			publish(this.messages.socketsLeave(options, rooms));
		}
		super.leave(options, rooms);
	}

	@Override
	public void disconnect(BroadcastOptions options, boolean close) {
		if (!options.local()) {
			publish(this.messages.disconnectSockets(options, close));
		}
		super.disconnect(options, close);
	}

	@Override
	public Flux<SocketDetails> fetchSockets(BroadcastOptions options, @Nullable Duration timeout) {
		Flux<SocketDetails> here = fetchSockets(options);
		if (options.local()) {
			return here;
		}
		return here.concatWith(request(Type.FETCH_SOCKETS, "opts", ClusterMessages.write(options),
				(timeout != null) ? timeout : requestTimeout(), this::readSockets));
	}

	private void readSockets(ClusterMessage response, FluxSink<SocketDetails> sink) {
		List<SocketDetails> sockets = new ArrayList<>();
		for (Object details : MessageData.of(response).list("sockets")) {
			sockets.add(SocketDetails.of((Map<?, ?>) Objects.requireNonNull(details), context().codec()));
		}
		sockets.forEach(sink::next);
	}

	@Override
	public void serverSideEmit(Packet event) {
		ClusterMessage message = this.messages.serverSideEmit(context().values(event));
		event.release();
		publish(message);
	}

	@Override
	public Flux<Arguments> serverSideEmitWithAck(Packet event) {
		return Flux.defer(() -> {
			List<@Nullable Object> values = context().values(event);
			event.release();
			return request(Type.SERVER_SIDE_EMIT, "packet", values, requestTimeout(),
					(response, sink) -> sink.next(arguments(response)));
		});
	}

	/**
	 * Whether the client of a session is connected to this server, which it is asked for
	 * a sign of life to find out. By default none is.
	 * @param pid the secret of the session, never to be logged
	 * @param socketId the id of its socket
	 * @return if false, its socket is gone
	 */
	protected Mono<Boolean> isConnected(String pid, String socketId) {
		return Mono.just(false);
	}

	/**
	 * Ask another server whether the client of a session is connected there.
	 * @param uid the id of the server
	 * @param session the session
	 * @param timeout how long the answer is awaited
	 * @return what {@link #isConnected(String, String)} is there; fails with
	 * {@link io.github.socketiospring.ClusterTimeoutException} when there is no answer in
	 * time
	 */
	protected final Mono<Boolean> isConnected(String uid, RecoverableSession session, Duration timeout) {
		return request(Type.CHECK_SESSION, Map.of("pid", session.pid(), "sid", session.id()), Set.of(uid), 1, timeout,
				(ClusterMessage response, FluxSink<Boolean> sink) -> sink
					.next((Boolean) MessageData.of(response).value("connected")),
				(message) -> respond(uid, message))
			.next()
			.defaultIfEmpty(false);
	}

	/**
	 * Ask all other servers, of which there are as many as at this moment.
	 */
	private <T> Flux<T> request(Type type, String name, Object value, Duration timeout,
			AnswersRequest.Reader<T> reader) {
		return serverCount().flatMapMany((servers) -> (servers <= 1) ? Flux.empty() : request(type, Map.of(name, value),
				this.membership.others(), servers - 1, timeout, reader, this::publish));
	}

	/**
	 * Ask servers.
	 * @param known those of them that are known
	 * @param servers how many they are
	 * @param sender sends them the question
	 */
	private <T> Flux<T> request(Type type, Map<String, Object> content, Set<String> known, int servers,
			Duration timeout, AnswersRequest.Reader<T> reader, Consumer<ClusterMessage> sender) {
		return Flux.create((sink) -> {
			String id = nextRequest();
			AnswersRequest<T> request = new AnswersRequest<>(sink, reader, servers, known);
			this.requests.put(id, request);
			sink.onDispose(Disposables.composite(() -> this.requests.remove(id), recheck(request),
					context().timers().schedule(timeout, () -> {
						context().count(SocketIOCounter.SERVER_TIMEOUT, type);
						request.fail(type.toString());
					})));
			Map<String, @Nullable Object> data = new LinkedHashMap<>();
			data.put("requestId", id);
			data.putAll(content);
			sender.accept(this.messages.message(type, data));
		});
	}

	private String nextRequest() {
		return uid() + "-" + this.requestIds.incrementAndGet();
	}

	/**
	 * Whether an answer is for this server, where all servers get all answers.
	 * @param request the id of the request that is answered
	 * @return true if this server has asked
	 */
	protected final boolean isOwnRequest(String request) {
		return request.startsWith(uid());
	}

	@Override
	public Mono<Void> close() {
		return Mono.defer(() -> {
			this.membership.removeListener(this.listener);
			this.heartbeat.dispose();
			if (isMain()) {
				publish(this.messages.message(Type.ADAPTER_CLOSE, Map.of()));
			}
			return super.close();
		});
	}

}
