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
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.socketiospring.adapter.ClusterMessageCodec;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.adapter.RecoverableSession;
import io.github.socketiospring.adapter.Restoration;
import io.github.socketiospring.engineio.Timers;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The sessions of the sockets of this server in one namespace. They are in Redis while
 * the sockets live, so that they outlive this server: written soon after each change of
 * rooms and, with the attributes of that moment, from time to time, which keeps them from
 * expiring and finds out who is a client of another server by now. One batch is under way
 * at a time; what changes meanwhile goes with the next, once. Safe for use by several
 * threads.
 */
final class LiveSessions {

	private static final int BATCH = 500;

	/** How long a recovery waits for the one before. */
	private static final Duration RECOVERY_TIME = Duration.ofSeconds(2);

	private final SessionKeys keys;

	private final Timers timers;

	private final String namespace;

	private final ClusterMessageCodec codec;

	private final Function<LocalSocket, Set<String>> rooms;

	private final Consumer<Object> failed;

	/** By the ids of their sockets. */
	private final Map<String, Session> sessions = new ConcurrentHashMap<>();

	/** The ends of those that are under way, the last one of each secret. */
	private final Map<String, Mono<Void>> recoveries = new ConcurrentHashMap<>();

	private final Queue<Session> changed = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean writing = new AtomicBoolean();

	/**
	 * Create the sessions.
	 * @param rooms gives the rooms of a socket
	 * @param failed told of what cannot be written
	 */
	LiveSessions(SessionKeys keys, Timers timers, String namespace, ClusterMessageCodec codec,
			Function<LocalSocket, Set<String>> rooms, Consumer<Object> failed) {
		this.keys = keys;
		this.timers = timers;
		this.namespace = namespace;
		this.codec = codec;
		this.rooms = rooms;
		this.failed = failed;
	}

	/**
	 * Write all from time to time, and when Redis is back, which may have lost them.
	 * @return ends that
	 */
	Disposable start(RedisPublisher redis) {
		if (!this.keys.isOwned()) {
			return Disposables.disposed();
		}
		Runnable listener = () -> Schedulers.parallel().schedule(this::refresh);
		redis.addListener(listener);
		return Disposables.composite(() -> redis.removeListener(listener),
				this.timers.delay(this.keys.refreshInterval())
					.publishOn(Schedulers.parallel())
					.doOnSuccess((none) -> refresh())
					.repeat()
					.subscribe());
	}

	private void refresh() {
		this.sessions.values().forEach(this::onChange);
	}

	/**
	 * A client is being recovered here.
	 * @param socket its socket, which is not let in yet
	 */
	void add(LocalSocket socket, String pid, StreamId since) {
		if (this.keys.isOwned()) {
			this.sessions.put(socket.id(), new Session(socket, pid, since));
		}
	}

	/**
	 * A socket is let in.
	 */
	void keep(LocalSocket socket, String pid, StreamId since) {
		if (this.keys.isOwned()) {
			Session session = this.sessions.computeIfAbsent(socket.id(), (id) -> new Session(socket, pid, since));
			session.kept = true;
			onChange(session);
		}
	}

	/**
	 * A socket has other rooms.
	 */
	void onChange(LocalSocket socket) {
		Session session = this.sessions.get(socket.id());
		if (session != null) {
			onChange(session);
		}
	}

	private void onChange(Session session) {
		synchronized (session) {
			if (session.changed || !session.kept) {
				return;
			}
			session.changed = true;
		}
		this.changed.add(session);
		write();
	}

	private void write() {
		if (!this.writing.getAndSet(true)) {
			Schedulers.parallel().schedule(this::writeBatch);
		}
	}

	private void writeBatch() {
		List<CompletableFuture<?>> batch = new ArrayList<>();
		for (int i = 0; i < BATCH; i++) {
			Session session = this.changed.poll();
			if (session == null) {
				break;
			}
			batch.add(write(session).toCompletableFuture());
		}
		if (!batch.isEmpty()) {
			CompletableFuture.allOf(batch.toArray(CompletableFuture[]::new))
				.whenComplete((none, ex) -> Schedulers.parallel().schedule(this::writeBatch));
			return;
		}
		this.writing.set(false);
		if (!this.changed.isEmpty()) {
			write();
		}
	}

	private CompletionStage<?> write(Session session) {
		synchronized (session) {
			// What changes from here on is written again
			session.changed = false;
		}
		try {
			byte[] bytes = session.state(this.namespace, this.rooms.apply(session.socket)).write(this.codec);
			// What cannot be sent now is written when it is time again
			return send(session, bytes).handle((own, ex) -> {
				if (ex == null && !own) {
					onTaken(session);
				}
				return own;
			});
		}
		catch (RuntimeException | Error ex) {
			// What the application has among the attributes must not hold up the others
			this.failed.accept(ex);
			return CompletableFuture.completedFuture(true);
		}
	}

	private CompletionStage<Boolean> send(Session session, byte[] bytes) {
		synchronized (session) {
			return session.ended ? CompletableFuture.completedFuture(true) : this.keys.write(session.pid, bytes);
		}
	}

	/**
	 * Another server has recovered the client, whose connection here is none any more.
	 */
	private void onTaken(Session session) {
		if (end(session.socket) == session) {
			session.socket.lose();
		}
	}

	/**
	 * A socket has lost its connection.
	 */
	void leave(LocalSocket socket, StoredSession state) {
		if (!this.keys.isOwned() || end(socket) != null) {
			leave(state);
		}
	}

	/**
	 * A client is gone before it was recovered.
	 */
	void leave(StoredSession session) {
		try {
			watch(this.keys.leave(session.state().pid(), session.write(this.codec)));
		}
		catch (RuntimeException | Error ex) {
			this.failed.accept(ex);
		}
	}

	/**
	 * A socket has left for good.
	 */
	void remove(LocalSocket socket) {
		Session session = end(socket);
		if (session != null) {
			watch(this.keys.delete(session.pid));
		}
	}

	private void watch(CompletionStage<?> sent) {
		sent.whenComplete((done, ex) -> {
			if (ex != null) {
				this.failed.accept(ex);
			}
		});
	}

	private @Nullable Session end(LocalSocket socket) {
		Session session = this.sessions.get(socket.id());
		if (session == null || session.socket != socket || !this.sessions.remove(socket.id(), session)) {
			return null;
		}
		synchronized (session) {
			// Nothing can be written any more behind what follows
			session.ended = true;
		}
		return session;
	}

	/**
	 * Recover a client: one that comes back twice, once after the other.
	 */
	Mono<Restoration> recover(String pid, Mono<Restoration> restoration) {
		return Mono.defer(() -> {
			Sinks.Empty<Void> end = Sinks.empty();
			Mono<Void> ended = end.asMono();
			Mono<Void> previous = this.recoveries.put(pid, ended);
			return await(previous).then(restoration).doFinally((signal) -> {
				this.recoveries.remove(pid, ended);
				end.tryEmitEmpty();
			});
		});
	}

	private Mono<Void> await(@Nullable Mono<Void> recovery) {
		return (recovery == null) ? Mono.empty() : Mono.firstWithSignal(recovery, this.timers.delay(RECOVERY_TIME));
	}

	/**
	 * Whether a client is connected here, when it has been recovered here if it is about
	 * to be.
	 */
	Mono<Boolean> isConnectedOrRecovered(String pid, String id) {
		return await(this.recoveries.get(pid)).then(Mono.defer(() -> isConnected(pid, id)));
	}

	/**
	 * Whether a client is connected here. It is asked, and its socket is gone if it does
	 * not answer.
	 */
	Mono<Boolean> isConnected(String pid, String id) {
		Session session = this.sessions.get(id);
		return (session != null && session.pid.equals(pid)) ? session.socket.isAlive() : Mono.just(false);
	}

	private static final class Session {

		final LocalSocket socket;

		final String pid;

		final StreamId since;

		/** Whether the socket is let in. */
		volatile boolean kept;

		/** Whether it is to be written. */
		boolean changed;

		boolean ended;

		Session(LocalSocket socket, String pid, StreamId since) {
			this.socket = socket;
			this.pid = pid;
			this.since = since;
		}

		StoredSession state(String namespace, Set<String> rooms) {
			return new StoredSession(namespace,
					new RecoverableSession(this.pid, this.socket.id(), rooms, this.socket.attributes()), this.since);
		}

	}

}
