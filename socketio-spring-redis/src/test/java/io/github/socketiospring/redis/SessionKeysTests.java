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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.socketiospring.redis.SessionKeys.Taken;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Who has a session, when servers of Java (a and b) and of Node.js want it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionKeysTests {

	private static final Duration LIFE = Duration.ofMinutes(2);

	private static final String KEY = "sio:session:pid";

	private static final String OWNER = "{sio:session:pid}:owner";

	private Process process;

	private RedisLink link;

	private SessionKeys a;

	private SessionKeys b;

	@BeforeAll
	void startRedis() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		try {
			this.process = new ProcessBuilder("redis-server", "--port", String.valueOf(port), "--bind", "127.0.0.1",
					"--save", "", "--appendonly", "no")
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
		}
		catch (IOException ex) {
			assumeThat(ex).as("redis-server is there").isNull();
		}
		LettuceConnectionFactory factory = new LettuceConnectionFactory("127.0.0.1", port);
		Awaitility.await().ignoreExceptions().until(() -> {
			this.link = new RedisLink(factory, 1_000_000);
			return true;
		});
		this.a = new SessionKeys(this.link.publisher(), "sio:session:", "server-a", LIFE, true);
		this.b = new SessionKeys(this.link.publisher(), "sio:session:", "server-b", LIFE, true);
	}

	@AfterAll
	void stopRedis() {
		if (this.link != null) {
			this.link.close().block();
		}
		if (this.process != null) {
			this.process.destroyForcibly();
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static <T> T await(CompletionStage<T> stage) {
		return stage.toCompletableFuture().join();
	}

	private <T> T call(Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> command) {
		return await(this.link.publisher().query(command));
	}

	private String session() {
		byte[] session = call((commands) -> commands.get(KEY));
		return (session != null) ? new String(session, StandardCharsets.UTF_8) : null;
	}

	private long millisLeft(String key) {
		return call((commands) -> commands.pttl(key));
	}

	private void begin() {
		call((commands) -> commands.flushall());
		assertThat(await(this.a.write("pid", bytes("1")))).isTrue();
	}

	private static String take(SessionKeys keys, String from) {
		Taken taken = keys.take("pid", from).block();
		if (taken == null) {
			return null;
		}
		return new String(taken.session(), StandardCharsets.UTF_8)
				+ ((taken.owner() != null) ? " of " + taken.owner() : "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sio:session:", "", "{app}:", "app:{1}{2}:", "app}{1}", "app{", "{{app}", "{app}}" })
	void hasBothKeysOfSessionInOneSlot(String prefix) {
		assertThat(SessionKeys.isPrefix(prefix)).isTrue();
		String key = prefix + "pid";
		assertThat(SlotHash.getSlot(SessionKeys.ownerKey(key))).isEqualTo(SlotHash.getSlot(key));
		assertThat(SessionKeys.ownerKey(key)).isNotEqualTo(key);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "}", "app}", "{}{app}" })
	void takesNoPrefixWithBracesOfNoHashTag(String prefix) {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> RedisStreamsAdapterFactory.builder(new LettuceConnectionFactory()).sessionKeyPrefix(prefix))
			.withMessageContaining("hash tag");
	}

	@Test
	void keepsWhatItsOwnerWritesUntilItDeletesIt() {
		begin();
		assertThat(await(this.a.write("pid", bytes("2")))).isTrue();
		assertThat(session()).isEqualTo("2");
		for (String key : new String[] { KEY, OWNER }) {
			assertThat(millisLeft(key)).isBetween(LIFE.toMillis(), LIFE.plus(this.a.refreshInterval()).toMillis());
		}
		await(this.a.delete("pid"));
		assertThat(millisLeft(KEY)).isNegative();
		assertThat(millisLeft(OWNER)).isNegative();
	}

	@Test
	void leavesALostSessionToAnybody() {
		begin();
		await(this.a.leave("pid", bytes("last")));
		assertThat(millisLeft(OWNER)).isNegative();
		assertThat(millisLeft(KEY)).isBetween(1L, LIFE.toMillis());
		assertThat(take(this.b, "")).isEqualTo("last");
		assertThat(take(this.a, "")).isEqualTo("last of server-b");
		assertThat(await(this.b.write("pid", bytes("2")))).isTrue();
	}

	@Test
	void refusesWhatIsLateWhenAnotherServerHasTheSession() {
		begin();
		assertThat(take(this.b, "")).isEqualTo("1 of server-a");
		assertThat(take(this.b, "server-a")).isEqualTo("1");
		assertThat(await(this.a.write("pid", bytes("late")))).isFalse();
		await(this.a.leave("pid", bytes("late")));
		await(this.a.delete("pid"));
		assertThat(session()).isEqualTo("1");
		assertThat(await(this.b.write("pid", bytes("2")))).isTrue();
		await(this.a.leave("pid", bytes("late")));
		assertThat(session()).isEqualTo("2");
	}

	@Test
	void givesOneOfTwoWhatTheyWantFromAThird() {
		begin();
		SessionKeys c = new SessionKeys(this.link.publisher(), "sio:session:", "server-c", LIFE, true);
		assertThat(take(this.b, "server-a")).isEqualTo("1");
		assertThat(take(c, "server-a")).isEqualTo("1 of server-b");
	}

	@Test
	void isNoOwnerOfWhatAServerOfNodeJsHasTaken() {
		begin();
		call((commands) -> commands.getdel(KEY));
		assertThat(await(this.a.write("pid", bytes("late")))).isFalse();
		await(this.a.leave("pid", bytes("late")));
		assertThat(session()).isNull();
		call((commands) -> commands.set(KEY, bytes("of node")));
		assertThat(await(this.a.write("pid", bytes("late")))).isFalse();
		await(this.a.delete("pid"));
		assertThat(session()).isEqualTo("of node");
		assertThat(take(this.b, "")).isEqualTo("of node");
		assertThat(await(this.b.write("pid", bytes("2")))).isTrue();
	}

	@Test
	void writesAgainWhatRedisHasLost() {
		begin();
		call((commands) -> commands.flushall());
		assertThat(await(this.a.write("pid", bytes("2")))).isTrue();
		assertThat(session()).isEqualTo("2");
		call((commands) -> commands.flushall());
		await(this.a.leave("pid", bytes("last")));
		assertThat(session()).isEqualTo("last");
	}

	@Test
	void doesAsTheReferenceDoesWithoutOwners() {
		begin();
		SessionKeys reference = new SessionKeys(this.link.publisher(), "sio:session:", "server-r", LIFE, false);
		assertThat(take(reference, "")).isEqualTo("1");
		assertThat(session()).isNull();
		await(reference.leave("pid", bytes("last")));
		assertThat(session()).isEqualTo("last");
		assertThat(take(this.b, "")).isEqualTo("last");
	}

	@Test
	void takesNothingThatIsNoSecret() {
		call((commands) -> commands.set("sio:session:}{", bytes("1")));
		call((commands) -> commands.set("sio:session:pid:owner", bytes("1")));
		String tooLong = "a".repeat(101);
		call((commands) -> commands.set("sio:session:" + tooLong, bytes("1")));
		assertThat(this.a.take(tooLong, "").block()).isNull();
		assertThat(this.a.take("}{", "").block()).isNull();
		assertThat(this.a.take("pid:owner", "").block()).isNull();
		assertThat(this.a.take("", "").block()).isNull();
	}

}
