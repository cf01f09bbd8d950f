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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.adapter.ClusterMessageCodec;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.adapter.RecoverableSession;
import io.github.socketiospring.adapter.Restoration;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketParserFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

class LiveSessionsTests {

	private static final Duration INTERVAL = Duration.ofSeconds(30);

	private final ClusterMessageCodec codec = new ClusterMessageCodec(
			new PacketCodec(JsonMapper.shared(), PacketParserFactory.json()));

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final SessionKeys keys = mock();

	private final Map<LocalSocket, Set<String>> rooms = new ConcurrentHashMap<>();

	private final List<Object> failures = new CopyOnWriteArrayList<>();

	/** What was written, in its order, and what becomes of it. */
	private final List<RecoverableSession> written = new CopyOnWriteArrayList<>();

	private final List<CompletableFuture<Boolean>> answers = new CopyOnWriteArrayList<>();

	private final LiveSessions sessions = new LiveSessions(this.keys, new Timers(this.time), "/", this.codec,
			(socket) -> this.rooms.getOrDefault(socket, Set.of()), this.failures::add);

	@BeforeEach
	void answer() {
		given(this.keys.isOwned()).willReturn(true);
		given(this.keys.refreshInterval()).willReturn(INTERVAL);
		given(this.keys.write(anyString(), any())).willAnswer((call) -> {
			CompletableFuture<Boolean> answer = new CompletableFuture<>();
			this.answers.add(answer);
			this.written.add(StoredSession.read(call.getArgument(1), this.codec).state());
			return answer;
		});
		given(this.keys.leave(anyString(), any())).willAnswer((call) -> CompletableFuture.completedFuture(true));
		given(this.keys.delete(anyString())).willAnswer((call) -> CompletableFuture.completedFuture(true));
	}

	private LocalSocket connect(String id, Map<String, Object> attributes) {
		LocalSocket socket = mock();
		given(socket.id()).willReturn(id);
		given(socket.attributes()).willReturn(attributes);
		this.rooms.put(socket, Set.of(id));
		this.sessions.keep(socket, "pid-" + id, StreamId.ZERO);
		return socket;
	}

	private void join(LocalSocket socket, String room) {
		this.rooms.put(socket, Set.of(socket.id(), room));
		this.sessions.onChange(socket);
	}

	private void awaitWritten(int count) {
		Awaitility.await().until(() -> this.answers.size() == count && this.written.size() == count);
	}

	@Test
	void writesOnceWhatChangesWhileAWriteIsUnderWay() {
		LocalSocket socket = connect("a", Map.of("name", "A"));
		awaitWritten(1);
		for (int i = 0; i < 10; i++) {
			join(socket, "room " + i);
		}
		this.answers.get(0).complete(true);
		awaitWritten(2);
		this.answers.get(1).complete(true);
		join(socket, "last");
		awaitWritten(3);
		assertThat(this.written.get(0).rooms()).containsExactly("a");
		assertThat(this.written.get(1).rooms()).containsExactlyInAnyOrder("a", "room 9");
		assertThat(this.written.get(2).rooms()).containsExactlyInAnyOrder("a", "last");
		assertThat(this.written).allSatisfy((session) -> assertThat(session.attributes()).containsEntry("name", "A"));
	}

	@Test
	void writesNothingOfASocketThatHasLeft() {
		LocalSocket lost = connect("a", Map.of());
		awaitWritten(1);
		LocalSocket gone = connect("b", Map.of());
		join(lost, "room");
		StoredSession last = new StoredSession("/", new RecoverableSession("pid-a", "a", Set.of("a", "room"), Map.of()),
				StreamId.ZERO);
		this.sessions.leave(lost, last);
		this.sessions.remove(gone);
		connect("c", Map.of());
		this.answers.get(0).complete(true);
		awaitWritten(2);
		assertThat(this.written.get(1).id()).isEqualTo("c");
		verify(this.keys).leave("pid-a", last.write(this.codec));
		verify(this.keys).delete("pid-b");
		verify(this.keys, never()).delete("pid-a");
	}

	@Test
	void tellsOfSessionsThatCannotBeDeleted() {
		IllegalStateException failure = new IllegalStateException();
		given(this.keys.delete("pid-a")).willAnswer((call) -> CompletableFuture.failedFuture(failure));
		// Not before: the thread that writes it may call the mock while that is told
		LocalSocket gone = connect("a", Map.of());
		this.sessions.remove(gone);
		assertThat(this.failures).containsExactly(failure);
	}

	@Test
	void losesASocketWhoseClientAnotherServerHas() {
		LocalSocket socket = connect("a", Map.of());
		awaitWritten(1);
		this.answers.get(0).complete(false);
		verify(socket).lose();
		// It ends as one that was lost, whose session is not ours
		this.sessions.leave(socket,
				new StoredSession("/", new RecoverableSession("pid-a", "a", Set.of(), Map.of()), StreamId.ZERO));
		this.sessions.remove(socket);
		verify(this.keys, never()).leave(anyString(), any());
		verify(this.keys, never()).delete(anyString());
	}

	@Test
	void writesFromTimeToTimeWhateverHasFailed() {
		Map<String, Object> attributes = new ConcurrentHashMap<>(Map.of("count", 1));
		LocalSocket socket = connect("a", attributes);
		Disposable refreshing = this.sessions.start(mock());
		awaitWritten(1);
		attributes.put("count", 2);
		this.answers.get(0).completeExceptionally(new IllegalStateException());
		this.time.advanceTimeBy(INTERVAL);
		awaitWritten(2);
		assertThat(this.written.get(1).attributes()).containsEntry("count", 2);
		verify(socket, never()).lose();
		this.answers.get(1).complete(true);
		this.time.advanceTimeBy(INTERVAL);
		awaitWritten(3);
		this.answers.get(2).complete(true);
		refreshing.dispose();
		this.time.advanceTimeBy(INTERVAL);
		join(socket, "room");
		awaitWritten(4);
	}

	@Test
	void writesOthersThoughSomeCannotBeWritten() {
		connect("a", Map.of("name", new Unwritable()));
		connect("b", Map.of("name", new Unlinked()));
		connect("c", Map.of());
		awaitWritten(1);
		assertThat(this.written.get(0).id()).isEqualTo("c");
		assertThat(this.failures).hasSize(2);
		this.sessions.leave(new StoredSession("/",
				new RecoverableSession("pid-b", "b", Set.of(), Map.of("name", new Unlinked())), StreamId.ZERO));
		assertThat(this.failures).hasSize(3);
	}

	@Test
	void recoversOneClientOnceAtATime() {
		List<Integer> begun = new ArrayList<>();
		Sinks.One<Restoration> first = Sinks.one();
		Restoration restoration = Restoration.failed(RecoveryOutcome.UNKNOWN_SESSION);
		Mono<Restoration> second = Mono.fromSupplier(() -> {
			begun.add(2);
			return restoration;
		});
		this.sessions.recover("pid", first.asMono()).subscribe();
		this.sessions.recover("pid", second).subscribe();
		List<Boolean> connected = new ArrayList<>();
		this.sessions.isConnectedOrRecovered("pid", "a").subscribe(connected::add);
		this.sessions.recover("another", Mono.just(restoration)).subscribe((done) -> begun.add(3));
		assertThat(begun).containsExactly(3);
		assertThat(connected).isEmpty();
		first.tryEmitValue(restoration);
		assertThat(begun).containsExactly(3, 2);
		assertThat(connected).containsExactly(false);
		this.sessions.recover("pid", second).subscribe();
		assertThat(begun).containsExactly(3, 2, 2);
	}

	/**
	 * What an application may have among its attributes.
	 */
	static class Unwritable {

		public String getName() {
			throw new IllegalStateException("There is none");
		}

	}

	/**
	 * Another one, of which a class is missing.
	 */
	static class Unlinked {

		public String getName() {
			throw new NoClassDefFoundError("Name");
		}

	}

}
