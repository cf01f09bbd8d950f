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

package io.github.socketiospring.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.socketiospring.ClusterTimeoutException;
import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.BroadcastOptions;
import io.github.socketiospring.adapter.ClusterMessage;
import io.github.socketiospring.adapter.Delivery;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.adapter.RecoverableAdapter;
import io.github.socketiospring.adapter.RecoverableSession;
import io.github.socketiospring.adapter.RecoveryLimits;
import io.github.socketiospring.adapter.Restoration;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.redis.PendingBroadcasts.Early;
import io.github.socketiospring.redis.PendingBroadcasts.Event;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The adapter of one namespace over a stream, which has what is to be kept; what is not
 * goes through channels.
 *
 * <p>
 * If clients are recovered, the sockets of this server get events in their places in the
 * stream too, those of this server included: so the last event that a client has seen
 * tells what it has missed, wherever it is recovered. While Redis cannot be reached they
 * get them at once, without a place. One lock keeps what is delivered and the sockets
 * that are restored in one order; under it packets are only lined up.
 */
final class RedisStreamsAdapter extends AbstractRedisAdapter implements RecoverableAdapter {

	/** Longer than another server waits for a sign of life of its client. */
	private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

	private final RedisStreamsAdapterFactory factory;

	private final StreamSender sender;

	private final StreamEntryCodec entries;

	private final StreamChannels channels;

	private final @Nullable RecoveryLimits recovery;

	private final PendingBroadcasts pending;

	private final SessionStore sessions;

	private final LiveSessions live;

	private final Disposable refreshing;

	private final ReentrantLock lock = new ReentrantLock();

	/** Of each socket, by its id. */
	private final Map<String, Recipient> recipients = new HashMap<>();

	/** What sockets have got from other servers, which were ahead of this one. */
	private final Map<String, StreamId> seen = new HashMap<>();

	/** The last entry that was delivered. */
	private StreamId last;

	/**
	 * The entry of another server that is being handled, by the one thread that does so.
	 */
	private @Nullable StreamId entry;

	RedisStreamsAdapter(AdapterContext context, RedisStreamsAdapterFactory factory, RedisLink link, String stream,
			StreamReader reader) {
		super(context, factory, link);
		RedisStreamsAdapterFactory.Builder options = factory.options();
		this.factory = factory;
		this.last = reader.last();
		this.entries = new StreamEntryCodec(codec(), options.isOnlyPlaintext());
		this.sender = new StreamSender(link.publisher(), this.entries, stream, options.maxLen());
		this.channels = new StreamChannels(link, options, context.namespace(), uid());
		this.recovery = context.recovery();
		this.pending = new PendingBroadcasts(context.timers(), this::onDue);
		SessionKeys keys = new SessionKeys(link.publisher(), options.sessionKeyPrefix(), uid(),
				(this.recovery != null) ? this.recovery.sessionLife() : Duration.ZERO,
				this.recovery != null && options.isLiveSessions());
		this.sessions = new SessionStore(link.publisher(), keys, this::isConnected, context.timers(), codec(),
				this.entries, context.namespace(), stream, options);
		this.live = new LiveSessions(keys, context.timers(), context.namespace(), codec(), this::rooms, this::onUnsent);
		this.refreshing = this.live.start(link.publisher());
		start(this.channels.open(this::onBytes));
	}

	// What is sent to other servers

	@Override
	protected void publish(ClusterMessage message) {
		if (StreamChannels.takes(message)) {
			watch(this.channels.sendToAll(codec().writeBinary(message)));
		}
		else {
			watch(this.sender.send(message));
		}
	}

	@Override
	protected void respond(String uid, ClusterMessage response) {
		watch(this.channels.send(codec().writeBinary(response), uid));
	}

	/**
	 * Add an event that sockets of this server get in its place.
	 */
	private void add(ClusterMessage message, long number) {
		watch(this.sender.send(message, number)).whenComplete((id, ex) -> {
			if (ex != null) {
				deliverDue(() -> this.pending.setUnplaced(number));
			}
			else {
				locked(() -> this.pending.setAdded(number, id));
			}
		});
	}

	private void onBytes(String channel, byte[] bytes) {
		receive(bytes.length, () -> onMessage(codec().read(bytes)));
	}

	@Override
	public Mono<Integer> serverCount() {
		return subscribers(this.channels::count);
	}

	// What is sent to sockets

	@Override
	public void broadcast(Packet packet, BroadcastOptions options) {
		if (this.recovery == null) {
			super.broadcast(packet, options);
		}
		else {
			send(packet, options, null);
		}
	}

	@Override
	public void emit(LocalSocket socket, Packet packet) {
		send(packet, new BroadcastOptions(Set.of(socket.id()), Set.of()), socket);
	}

	private void send(Packet packet, BroadcastOptions options, @Nullable LocalSocket socket) {
		Event event = new Event(packet, options, socket);
		boolean placed = !options.local() && !packet.encoded().isVolatile() && link().isConnected();
		if (placed) {
			ClusterMessage message = messages().broadcast(packet, options);
			// Or it might be sent and released before it is written
			packet.encoded().retain();
			try {
				add(message, hold(event));
			}
			finally {
				packet.release();
			}
			return;
		}
		if (!options.local()
				&& (socket == null || (recipient(socket.id()) == null && !packet.encoded().isVolatile()))) {
			watch(this.sender.send(messages().broadcast(packet, options)));
		}
		deliverInTurn(event);
	}

	private long hold(Event event) {
		this.lock.lock();
		try {
			return this.pending.add(event, true);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Send an event that has no place, behind what was emitted before.
	 */
	private void deliverInTurn(Event event) {
		deliver((deliveries) -> {
			if (this.pending.isEmpty() || this.pending.isClosed()) {
				deliveries.add(lineUp(event, null));
			}
			else {
				this.pending.add(event, false);
			}
		});
	}

	private void onDue() {
		deliverDue(() -> {
		});
		locked(this.pending::restartTimer);
	}

	/**
	 * Send what waits for nothing any more.
	 * @param change what has happened
	 */
	private void deliverDue(Runnable change) {
		deliver((deliveries) -> {
			change.run();
			lineUpDue(deliveries);
		});
	}

	private void lineUpDue(List<Delivery> deliveries) {
		this.pending.takeDue((event, number) -> {
			Delivery delivery = lineUp(event, null);
			deliveries.add(delivery);
			if (number != null) {
				event.packet().encoded().retain();
				this.pending.addEarly(number, event, delivery.reached());
			}
		});
	}

	/**
	 * Another server has broadcast an event, whose entry is being handled.
	 */
	@Override
	protected void deliver(Packet event, BroadcastOptions options) {
		if (this.recovery == null) {
			super.deliver(event, options);
		}
		else {
			deliver((deliveries) -> deliveries.add(lineUp(new Event(event, options, null), this.entry)));
		}
	}

	/**
	 * An entry has come: each does once, in their order.
	 */
	void onEntry(StreamId id, Map<String, byte[]> fields) {
		receive(StreamEntryCodec.size(fields), () -> {
			if (StreamEntryCodec.uid(fields).equals(uid())) {
				onOwnEntry(id, StreamEntryCodec.number(fields));
				return;
			}
			try {
				this.entry = id;
				onMessage(this.entries.read(fields));
			}
			finally {
				this.entry = null;
			}
		});
		this.lock.lock();
		try {
			this.last = id;
			this.pending.setRead(id);
			if (!this.seen.isEmpty()) {
				this.seen.values().removeIf((seen) -> !seen.isAfter(id));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void onOwnEntry(StreamId id, long number) {
		deliver((deliveries) -> {
			List<Event> events = this.pending.takePlaced(number, id);
			if (events != null) {
				Event placed = events.remove(events.size() - 1);
				events.forEach((event) -> deliveries.add(lineUp(event, null)));
				deliveries.add(lineUp(placed, id));
				lineUpDue(deliveries);
				return;
			}
			Early early = this.pending.takeEarly(number);
			if (early != null) {
				deliveries.add(lineUp(early.event(), id, early.reached()));
			}
		});
	}

	/**
	 * Line events up under the lock, and send them outside of it.
	 */
	private void deliver(Consumer<List<Delivery>> action) {
		List<Delivery> deliveries = new ArrayList<>();
		try {
			this.lock.lock();
			try {
				action.accept(deliveries);
			}
			finally {
				this.lock.unlock();
			}
		}
		finally {
			deliveries.forEach(Delivery::send);
		}
	}

	/**
	 * Line an event up for sockets of this server.
	 * @param id its place; null if it has none
	 */
	private Delivery lineUp(Event event, @Nullable StreamId id) {
		return lineUp(event, id, Set.of());
	}

	private Delivery lineUp(Event event, @Nullable StreamId id, Set<LocalSocket> reached) {
		Packet packet = event.packet();
		if (id != null) {
			this.last = id;
		}
		// Clients would take a text at the end for a place
		Packet withOffset = (id != null || context().codec().endsWithText(packet))
				? context().codec().withOffset(packet, ((id != null) ? id : this.last).toString()) : packet;
		Delivery delivery = new Delivery(packet, withOffset);
		forEach(event.options(), event.socket(), (receiver) -> {
			if ((id == null || !isSeen(receiver, id)) && !reached.contains(receiver)) {
				delivery.lineUp(receiver);
			}
		});
		return delivery;
	}

	private void forEach(BroadcastOptions options, @Nullable LocalSocket socket, Consumer<LocalSocket> action) {
		if (socket == null) {
			forEach(options, action);
			return;
		}
		Recipient recipient = recipient(socket.id());
		if (recipient != null) {
			action.accept(recipient.socket());
		}
	}

	private @Nullable Recipient recipient(String id) {
		this.lock.lock();
		try {
			return this.recipients.get(id);
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isSeen(LocalSocket socket, StreamId id) {
		StreamId seen = this.seen.get(socket.id());
		return seen != null && !id.isAfter(seen);
	}

	// Sockets that come, go, and come back

	@Override
	public void add(LocalSocket socket) {
		this.lock.lock();
		try {
			if (this.recovery != null) {
				this.recipients.put(socket.id(), new Recipient(socket, this.last));
			}
			super.add(socket);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void remove(LocalSocket socket) {
		forget(socket);
		this.live.remove(socket);
	}

	private void forget(LocalSocket socket) {
		this.lock.lock();
		try {
			super.remove(socket);
			Recipient recipient = this.recipients.get(socket.id());
			if (recipient != null && recipient.socket() == socket) {
				this.recipients.remove(socket.id());
				this.seen.remove(socket.id());
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void join(LocalSocket socket, Collection<String> rooms) {
		super.join(socket, rooms);
		this.live.onChange(socket);
	}

	@Override
	public void leave(LocalSocket socket, String room) {
		super.leave(socket, room);
		this.live.onChange(socket);
	}

	@Override
	public void keep(LocalSocket socket, String pid) {
		Recipient recipient = recipient(socket.id());
		if (recipient != null) {
			this.live.keep(socket, pid, recipient.since());
		}
	}

	@Override
	public void persist(LocalSocket socket, String pid, Map<String, Object> attributes) {
		Recipient recipient = recipient(socket.id());
		if (recipient == null || recipient.socket() != socket) {
			remove(socket);
			return;
		}
		RecoverableSession state = new RecoverableSession(pid, socket.id(), rooms(socket), attributes);
		// First, or a recovery of the session could find the socket still here
		forget(socket);
		this.live.leave(socket, new StoredSession(context().namespace(), state, recipient.since()));
	}

	@Override
	@SuppressWarnings("NullAway") // does not see that the function may return null
	public Mono<Restoration> restore(String pid, @Nullable String offset,
			Function<RecoverableSession, @Nullable LocalSocket> factory) {
		return this.live.recover(pid, this.sessions.find(pid, offset).flatMap((found) -> {
			StoredSession session = found.session();
			return (session != null) ? restore(session, found.seen(), factory)
					: Mono.just(Restoration.failed(found.outcome()));
		}));
	}

	private Mono<Restoration> restore(StoredSession session, StreamId seen,
			Function<RecoverableSession, @Nullable LocalSocket> factory) {
		RecoverableSession state = session.state();
		StreamId until;
		this.lock.lock();
		try {
			if (this.recipients.containsKey(state.id())) {
				// Another recovery of the client was waited for in vain, and came first
				return Mono.just(Restoration.failed(RecoveryOutcome.STILL_CONNECTED));
			}
			LocalSocket socket = factory.apply(state);
			if (socket == null) {
				this.live.leave(session);
				return Mono.just(Restoration.failed(RecoveryOutcome.ABANDONED));
			}
			super.add(socket);
			join(socket, state.rooms());
			if (!state.rooms().contains(state.id())) {
				leave(socket, state.id());
			}
			this.recipients.put(state.id(), new Recipient(socket, seen));
			this.live.add(socket, state.pid(), seen);
			until = this.last;
			if (seen.isAfter(until)) {
				this.seen.put(state.id(), seen);
			}
		}
		finally {
			this.lock.unlock();
		}
		List<Packet> packets = new ArrayList<>();
		return this.sessions.missed(seen, until)
			.doOnNext((missed) -> addMissed(missed, state.rooms(), packets))
			.then(Mono.fromSupplier(() -> new Restoration(RecoveryOutcome.RECOVERED, packets)))
			.doOnError((ex) -> packets.forEach(Packet::release));
	}

	private void addMissed(SessionStore.Missed missed, Set<String> rooms, List<Packet> packets) {
		Packet packet = missed(missed.message(), rooms);
		if (packet != null) {
			packets.add(context().codec().withOffset(packet, missed.id().toString()));
			packet.release();
		}
	}

	@Override
	protected Mono<Boolean> isConnected(String pid, String socketId) {
		return this.live.isConnectedOrRecovered(pid, socketId);
	}

	/**
	 * Whether a client is connected to a server. One that does not answer is gone.
	 */
	private Mono<Boolean> isConnected(String uid, RecoverableSession session) {
		if (uid.equals(uid())) {
			return this.live.isConnected(session.pid(), session.id());
		}
		return this.channels.isListening(uid)
			.timeout(requestTimeout())
			.flatMap((there) -> there ? isConnected(uid, session, CHECK_TIMEOUT) : Mono.just(false))
			.onErrorReturn(ClusterTimeoutException.class, false);
	}

	@Override
	public Mono<Void> close() {
		return super.close().then(Mono.fromRunnable(() -> {
			this.factory.remove(this, context().namespace());
			locked(this.pending::close);
			this.refreshing.dispose();
			this.channels.close();
		}));
	}

	private void locked(Runnable action) {
		this.lock.lock();
		try {
			action.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A socket of this server.
	 *
	 * @param since the last entry before the first that may be for it
	 */
	private record Recipient(LocalSocket socket, StreamId since) {
	}

}
