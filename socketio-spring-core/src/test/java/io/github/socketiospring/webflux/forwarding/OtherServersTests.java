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

package io.github.socketiospring.webflux.forwarding;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.ServerDirectory;
import io.github.socketiospring.engineio.Timers;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class OtherServersTests {

	private static final URI ADDRESS = URI.create("http://10.1.2.3:8080/socket.io/");

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<String> lookups = new ArrayList<>();

	private Mono<String> answer = Mono.just(ADDRESS.toString());

	private final OtherServers servers = new OtherServers(new Directory(), new Timers(this.time),
			Duration.ofSeconds(1));

	private URI find(String id) {
		return this.servers.find(id).block();
	}

	private void pass(Duration time) {
		this.time.advanceTimeBy(time);
	}

	@Test
	void remembersWhereServersAre() {
		assertThat(find("a")).isEqualTo(ADDRESS);
		this.answer = Mono.error(new IllegalStateException("Redis is away"));
		pass(Duration.ofHours(1));
		assertThat(find("a")).isEqualTo(ADDRESS);
		assertThat(this.lookups).containsExactly("a");
	}

	@Test
	void looksUpAgainWhoIsNotThereAnyMore() {
		find("a");
		pass(Duration.ofSeconds(1));
		this.answer = Mono.just("http://10.1.2.4:8080/socket.io/");
		this.servers.forget("a");
		assertThat(find("a")).hasHost("10.1.2.4");
	}

	@Test
	void asksOnceASecondForWhoCannotBeReached() {
		for (int second = 0; second < 3; second++) {
			for (int i = 0; i < 10; i++) {
				assertThat(find("a")).isEqualTo(ADDRESS);
				this.servers.forget("a");
			}
			pass(Duration.ofSeconds(1));
		}
		assertThat(this.lookups).hasSize(3);
	}

	@Test
	void asksOnceASecondForWhoIsNotThere() {
		this.answer = Mono.empty();
		for (int i = 0; i < 10; i++) {
			assertThat(find("a")).isNull();
		}
		assertThat(this.lookups).hasSize(1);
		pass(Duration.ofSeconds(1));
		this.answer = Mono.just(ADDRESS.toString());
		assertThat(find("a")).isEqualTo(ADDRESS);
	}

	@Test
	void asksOnceWhileAnAnswerIsAwaited() {
		this.answer = Mono.never();
		this.servers.find("a").subscribe().dispose();
		this.servers.find("a").subscribe().dispose();
		assertThat(this.lookups).hasSize(1);
	}

	@Test
	void asksAHundredTimesASecondWhateverClientsSend() {
		find("known");
		this.answer = Mono.empty();
		for (int second = 0; second < 3; second++) {
			for (int i = 0; i < 1000; i++) {
				find("made up " + second + " " + i);
			}
			pass(Duration.ofSeconds(1));
		}
		assertThat(this.lookups).hasSize(300);
		assertThat(find("known")).isEqualTo(ADDRESS);
	}

	@Test
	void takesFailureForAbsence() {
		this.answer = Mono.error(new IllegalStateException("Redis is away"));
		assertThat(find("a")).isNull();
		this.answer = Mono.just("no address at all");
		assertThat(find("b")).isNull();
	}

	@Test
	void keepsThoseThatAreUsed() {
		find("used");
		for (int i = 0; i < 2000; i++) {
			find("server " + i);
			find("used");
			if (i % 50 == 0) {
				pass(Duration.ofSeconds(1));
			}
		}
		assertThat(this.lookups.stream().filter("used"::equals)).hasSize(1);
		assertThat(this.lookups).hasSize(2001);
		find("server 0");
		assertThat(this.lookups).endsWith("server 0");
	}

	private final class Directory implements ServerDirectory {

		@Override
		public Mono<Void> register(String address) {
			return Mono.empty();
		}

		@Override
		public Mono<String> find(String serverId) {
			OtherServersTests.this.lookups.add(serverId);
			return OtherServersTests.this.answer;
		}

	}

}
