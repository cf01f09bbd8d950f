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
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The adapter of a server that is alone and whose clients can be recovered. One lock
 * keeps events, their offsets and the sessions that are restored in one order; under it
 * packets are only lined up, and nothing of a session or of the application runs.
 */
public class RecoveringInMemoryAdapter extends InMemoryAdapter implements RecoverableAdapter {

	/** So that clients that come and go cannot fill the memory. */
	private static final int MAX_SESSIONS = 100_000;

	private final RecoveryLimits limits;

	private final ReentrantLock lock = new ReentrantLock();

	private final Offsets offsets = new Offsets();

	private final PacketLog log;

	/** Of each socket that is there or can be restored, by its id. */
	private final Map<String, Recipient> recipients = new HashMap<>();

	/** By their secrets, in the order of their ends. */
	private final Map<String, Session> sessions = new LinkedHashMap<>();

	private @Nullable Disposable timer;

	private boolean closed;

	/**
	 * Create an adapter without sockets.
	 * @param context appends offsets to events, and forgets what is too old
	 * @param limits what is kept at most
	 */
	public RecoveringInMemoryAdapter(AdapterContext context, RecoveryLimits limits) {
		super(context);
		this.limits = limits;
		this.log = new PacketLog(limits);
	}

	@Override
	public void add(LocalSocket socket) {
		this.lock.lock();
		try {
			this.recipients.put(socket.id(), new Recipient(socket, this.log.last()));
			super.add(socket);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void remove(LocalSocket socket) {
		this.lock.lock();
		try {
			Recipient recipient = this.recipients.get(socket.id());
			if (recipient != null && recipient.socket == socket) {
				forget(socket.id());
			}
			super.remove(socket);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void forget(String id) {
		this.recipients.remove(id);
		this.log.forget(id);
	}

	@Override
	public void broadcast(Packet packet, BroadcastOptions options) {
		if (takesOffset(packet)) {
			send(packet, options, (action) -> forEach(options, action));
		}
		else {
			super.broadcast(packet, options);
		}
	}

	@Override
	public void emit(LocalSocket socket, Packet packet) {
		Recipient recipient = recipient(socket.id());
		if (recipient != null && takesOffset(packet)) {
			send(packet, new BroadcastOptions(Set.of(socket.id()), Set.of()), recipient::receive);
			return;
		}
		try {
			if (recipient != null) {
				recipient.receive((receiver) -> receiver.send(packet));
			}
		}
		finally {
			packet.release();
		}
	}

	private boolean takesOffset(Packet packet) {
		return !packet.encoded().isVolatile() || context().codec().endsWithText(packet);
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

	private void send(Packet packet, BroadcastOptions options, Consumer<Consumer<LocalSocket>> receivers) {
		Delivery delivery = null;
		try {
			this.lock.lock();
			try {
				delivery = new Delivery(packet, number(packet, options));
				receivers.accept(delivery::lineUp);
			}
			finally {
				this.lock.unlock();
			}
		}
		finally {
			if (delivery != null) {
				delivery.send();
			}
			else {
				packet.release();
			}
		}
	}

	/**
	 * Append the offset to an event, and keep it if it is not volatile.
	 * @return another packet
	 */
	private Packet number(Packet packet, BroadcastOptions options) {
		if (packet.encoded().isVolatile()) {
			return context().codec().withOffset(packet, this.offsets.write(this.log.last()));
		}
		Packet numbered = context().codec().withOffset(packet, this.offsets.write(this.log.last() + 1));
		long now = context().timers().now();
		this.log.expire(now);
		if (!this.closed) {
			this.log.add(now, numbered, options);
			startTimer(now);
		}
		return numbered;
	}

	@Override
	public void persist(LocalSocket socket, String pid, Map<String, Object> attributes) {
		this.lock.lock();
		try {
			Recipient recipient = this.recipients.get(socket.id());
			if (this.closed || recipient == null || recipient.socket != socket) {
				return;
			}
			recipient.socket = null;
			long now = context().timers().now();
			RecoverableSession state = new RecoverableSession(pid, socket.id(), rooms(socket), attributes);
			this.sessions.put(pid, new Session(state, recipient, now + this.limits.sessionLife().toMillis()));
			super.remove(socket);
			if (this.sessions.size() > MAX_SESSIONS) {
				removeFirstSession();
			}
			startTimer(now);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public Mono<Restoration> restore(String pid, @Nullable String offset,
			Function<RecoverableSession, @Nullable LocalSocket> factory) {
		return Mono.fromSupplier(() -> {
			this.lock.lock();
			try {
				return restoreNow(pid, offset, factory);
			}
			finally {
				this.lock.unlock();
			}
		});
	}

	private Restoration restoreNow(String pid, @Nullable String offset,
			Function<RecoverableSession, @Nullable LocalSocket> factory) {
		expire(context().timers().now());
		Session session = this.sessions.get(pid);
		if (session == null) {
			return Restoration.failed(RecoveryOutcome.UNKNOWN_SESSION);
		}
		RecoverableSession state = session.state();
		long seen = (offset != null) ? this.offsets.read(offset, this.log.last()) : Offsets.NONE;
		if (seen == Offsets.INVALID) {
			return discard(state, RecoveryOutcome.UNKNOWN_OFFSET);
		}
		// An offset from before is that of another session of the client
		seen = Math.max(seen, session.recipient().since);
		if (!this.log.isComplete(seen, state.rooms())) {
			return discard(state, RecoveryOutcome.EVENTS_LOST);
		}
		LocalSocket socket = factory.apply(state);
		if (socket == null) {
			return Restoration.failed(RecoveryOutcome.ABANDONED);
		}
		this.sessions.remove(pid);
		session.recipient().socket = socket;
		super.add(socket);
		super.join(socket, state.rooms());
		if (!state.rooms().contains(state.id())) {
			super.leave(socket, state.id());
		}
		return new Restoration(RecoveryOutcome.RECOVERED, this.log.missed(seen, state.rooms()));
	}

	private Restoration discard(RecoverableSession state, RecoveryOutcome outcome) {
		this.sessions.remove(state.pid());
		forget(state.id());
		return Restoration.failed(outcome);
	}

	private void expire(long now) {
		this.log.expire(now);
		while (!this.sessions.isEmpty() && nextSession().end() <= now) {
			removeFirstSession();
		}
	}

	private Session nextSession() {
		return this.sessions.values().iterator().next();
	}

	private void removeFirstSession() {
		Iterator<Session> sessions = this.sessions.values().iterator();
		forget(sessions.next().state().id());
		sessions.remove();
	}

	private void startTimer(long now) {
		if (this.timer != null) {
			return;
		}
		long due = this.log.nextExpiry();
		if (!this.sessions.isEmpty()) {
			due = Math.min(due, nextSession().end());
		}
		if (due != Long.MAX_VALUE) {
			this.timer = context().timers().schedule(Duration.ofMillis(Math.max(due - now, 1)), this::onTimer);
		}
	}

	private void onTimer() {
		this.lock.lock();
		try {
			this.timer = null;
			if (!this.closed) {
				long now = context().timers().now();
				expire(now);
				startTimer(now);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public Mono<Void> close() {
		return Mono.fromRunnable(() -> {
			this.lock.lock();
			try {
				this.closed = true;
				if (this.timer != null) {
					this.timer.dispose();
				}
				this.log.clear();
				this.sessions.clear();
				this.recipients.clear();
			}
			finally {
				this.lock.unlock();
			}
		}).then(super.close());
	}

	/**
	 * Somebody who is sent events, whether connected at the moment or not.
	 */
	private static final class Recipient {

		/** The last event before the first that may be for it. */
		final long since;

		/** Null while it is not connected. */
		volatile @Nullable LocalSocket socket;

		Recipient(LocalSocket socket, long since) {
			this.socket = socket;
			this.since = since;
		}

		void receive(Consumer<LocalSocket> action) {
			LocalSocket socket = this.socket;
			if (socket != null) {
				action.accept(socket);
			}
		}

	}

	private record Session(RecoverableSession state, Recipient recipient, long end) {
	}

}
