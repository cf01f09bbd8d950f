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
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.adapter.ClusterMessage;
import io.github.socketiospring.adapter.ClusterMessageCodec;
import io.github.socketiospring.adapter.RecoverableSession;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.redis.SessionKeys.Taken;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds the sessions of one namespace, and what their clients have missed.
 */
final class SessionStore {

	private static final int PAGE = 500;

	/**
	 * A session is looked for again after this, twice this and so on: its client may be
	 * here before the server of Node.js that it has left has noticed that, and kept the
	 * session.
	 */
	private static final Duration FIRST_RETRY = Duration.ofMillis(10);

	private static final Duration LAST_RETRY = Duration.ofMillis(640);

	private final RedisPublisher redis;

	private final SessionKeys keys;

	private final BiFunction<String, RecoverableSession, Mono<Boolean>> connected;

	private final Timers timers;

	private final ClusterMessageCodec codec;

	private final StreamEntryCodec entries;

	private final String namespace;

	private final String stream;

	private final RedisStreamsAdapterFactory.Builder options;

	/**
	 * Create the store.
	 * @param connected tells whether a client is connected to the server of an id
	 */
	SessionStore(RedisPublisher redis, SessionKeys keys,
			BiFunction<String, RecoverableSession, Mono<Boolean>> connected, Timers timers, ClusterMessageCodec codec,
			StreamEntryCodec entries, String namespace, String stream, RedisStreamsAdapterFactory.Builder options) {
		this.redis = redis;
		this.keys = keys;
		this.connected = connected;
		this.timers = timers;
		this.codec = codec;
		this.entries = entries;
		this.namespace = namespace;
		this.stream = stream;
		this.options = options;
	}

	/**
	 * Take a session, which nobody else gets then. That there is none is known after 1.3
	 * s.
	 * @param offset the last event that the client has seen; null if it has seen none
	 */
	Mono<Found> find(String pid, @Nullable String offset) {
		return take(pid, FIRST_RETRY).flatMap((taken) -> takeFromOwner(pid, taken))
			.flatMap((taken) -> find(taken, offset).doOnNext((found) -> {
				if (found.session() == null && taken.owner() == null) {
					this.keys.delete(pid);
				}
			}))
			.defaultIfEmpty(Found.failed(RecoveryOutcome.UNKNOWN_SESSION));
	}

	private Mono<Taken> take(String pid, Duration retry) {
		Mono<Taken> session = takeFrom(pid, "");
		return (retry.compareTo(LAST_RETRY) > 0) ? session : session
			.switchIfEmpty(this.timers.delay(retry).then(Mono.defer(() -> take(pid, retry.multipliedBy(2)))));
	}

	private Mono<Taken> takeFrom(String pid, String owner) {
		return inTime(this.keys.take(pid, owner));
	}

	/**
	 * A Redis that is silent holds no client up, which begins anew then.
	 */
	private <T> Mono<T> inTime(Mono<T> answer) {
		return answer.timeout(this.options.requestsTimeout());
	}

	/**
	 * Take a session from its owner if it has one, unless the client is connected there.
	 */
	private Mono<Taken> takeFromOwner(String pid, Taken taken) {
		String owner = taken.owner();
		StoredSession session = StoredSession.read(taken.session(), this.codec);
		if (owner == null || isOfOtherNamespace(session)) {
			return Mono.just(taken);
		}
		return this.connected.apply(owner, session.state())
			.flatMap((connected) -> connected ? Mono.just(taken)
					: takeFrom(pid, owner).flatMap((next) -> takeFromOwner(pid, next)));
	}

	private Mono<Found> find(Taken taken, @Nullable String offset) {
		StoredSession session = StoredSession.read(taken.session(), this.codec);
		if (isOfOtherNamespace(session)) {
			return Mono.just(Found.failed(RecoveryOutcome.UNKNOWN_SESSION));
		}
		if (taken.owner() != null) {
			return Mono.just(Found.failed(RecoveryOutcome.STILL_CONNECTED));
		}
		StreamId seen = (offset != null) ? StreamId.parse(offset) : null;
		return (offset != null && seen == null) ? Mono.just(Found.failed(RecoveryOutcome.UNKNOWN_OFFSET))
				: find(session, seen);
	}

	/**
	 * The rooms and the attributes of one namespace are nothing in another, whose
	 * middlewares may be skipped for who is recovered. Those of Node.js do not say where
	 * they are from.
	 */
	private boolean isOfOtherNamespace(StoredSession session) {
		return session.namespace() != null && !session.namespace().equals(this.namespace);
	}

	/**
	 * An offset from before is that of another session of the client. What is older than
	 * the oldest entry may have been followed by others that are gone.
	 */
	private Mono<Found> find(StoredSession session, @Nullable StreamId seen) {
		StreamId since = session.since();
		if (since != null && (seen == null || since.isAfter(seen))) {
			return isComplete(since, true)
				.map((complete) -> complete ? Found.of(session, since) : Found.failed(RecoveryOutcome.EVENTS_LOST));
		}
		if (seen == null) {
			return Mono.just(Found.failed(RecoveryOutcome.UNKNOWN_OFFSET));
		}
		return isComplete(seen, false)
			.map((complete) -> complete ? Found.of(session, seen) : Found.failed(RecoveryOutcome.EVENTS_LOST));
	}

	/**
	 * Whether nothing is gone that came after an entry: it is there itself, or nothing
	 * was ever removed.
	 */
	private Mono<Boolean> isComplete(StreamId id, boolean mayBeNone) {
		Mono<Boolean> there = range(Range.create(id.toString(), id.toString()), 1).map((entries) -> !entries.isEmpty());
		Mono<Boolean> untrimmed = query((commands) -> commands.xlen(this.stream))
			.map((length) -> length < this.options.maxLen());
		return there.flatMap((found) -> (found || !mayBeNone) ? Mono.just(found) : untrimmed);
	}

	private Mono<List<StreamMessage<String, byte[]>>> range(Range<String> range, int count) {
		return query((commands) -> commands.xrange(this.stream, range, Limit.from(count)));
	}

	private <T> Mono<T> query(Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> query) {
		return inTime(Mono.fromCompletionStage(() -> this.redis.query(query)));
	}

	/**
	 * What was broadcast in the namespace in the meantime.
	 * @param seen the last entry before
	 * @param until the last entry
	 */
	Flux<Missed> missed(StreamId seen, StreamId until) {
		if (!until.isAfter(seen)) {
			return Flux.empty();
		}
		return page(seen, until)
			.expand((page) -> (page.size() < PAGE) ? Mono.empty() : page(page.get(page.size() - 1).id(), until))
			.flatMapIterable((page) -> page)
			.filter((entry) -> isBroadcast(entry.fields()))
			.concatMap((entry) -> Mono.justOrEmpty(read(entry)));
	}

	private Mono<List<Entry>> page(StreamId after, StreamId until) {
		return range(Range.create(after.next().toString(), until.toString()), PAGE).map((entries) -> {
			List<Entry> page = new ArrayList<>();
			for (StreamMessage<String, byte[]> entry : entries) {
				StreamId id = StreamId.parse(entry.getId());
				if (id != null) {
					page.add(new Entry(id, entry.getBody()));
				}
			}
			return page;
		});
	}

	private boolean isBroadcast(Map<String, byte[]> fields) {
		return StreamEntryCodec.isBroadcast(fields) && this.namespace.equals(StreamEntryCodec.namespace(fields));
	}

	private @Nullable Missed read(Entry entry) {
		try {
			return new Missed(entry.id(), this.entries.read(entry.fields()));
		}
		catch (RuntimeException ex) {
			// Was counted when it came
			return null;
		}
	}

	/**
	 * What became of the search for a session.
	 *
	 * @param outcome why there is none
	 * @param session the session
	 * @param seen the last entry that its client has seen
	 */
	record Found(RecoveryOutcome outcome, @Nullable StoredSession session, StreamId seen) {

		static Found of(StoredSession session, StreamId seen) {
			return new Found(RecoveryOutcome.RECOVERED, session, seen);
		}

		static Found failed(RecoveryOutcome outcome) {
			return new Found(outcome, null, StreamId.ZERO);
		}

	}

	/**
	 * A broadcast in the stream.
	 */
	record Missed(StreamId id, ClusterMessage message) {
	}

	private record Entry(StreamId id, Map<String, byte[]> fields) {
	}

}
