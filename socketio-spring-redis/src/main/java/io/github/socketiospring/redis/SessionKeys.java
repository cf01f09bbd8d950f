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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The keys of sessions in Redis: those of {@code @socket.io/redis-streams-adapter}, which
 * sets one when a connection is lost, and takes it away to recover a client.
 *
 * <p>
 * Sessions of sockets that live have an owner as well, in a second key: the id of their
 * server, behind it the digest of the session that it has written. So it is no more the
 * owner of a session that somebody else has taken or written, be it one who knows nothing
 * of owners. Scripts are sent whole: one that Redis does not know would have to be
 * repeated, and so be late.
 */
final class SessionKeys {

	/**
	 * What clients send as a secret must not lead to other keys, or other slots, nor be
	 * as long as a message: Redis is asked for it several times.
	 */
	private static final Pattern PID = Pattern.compile("[\\w-]{1,100}");

	/** Ends unless the session is ours, or there is none, nor an owner. */
	private static final String IF_OWN = """
			local session, owner = redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2])
			if (session or owner) and not (session and owner == ARGV[1] .. redis.sha1hex(session)) then
				return 0
			end
			""";

	private static final String WRITE = IF_OWN + """
			redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[2])
			redis.call('SET', KEYS[2], ARGV[1] .. redis.sha1hex(ARGV[3]), 'PX', ARGV[2])
			return 1
			""";

	private static final String LEAVE = IF_OWN + """
			redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[2])
			return redis.call('DEL', KEYS[2])
			""";

	private static final String DELETE = IF_OWN + """
			return redis.call('DEL', KEYS[1], KEYS[2])
			""";

	private static final String TAKE = """
			local session, owner = redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2])
			if not session then
				return {}
			end
			local digest = redis.sha1hex(session)
			if owner and string.sub(owner, -40) == digest then
				local uid = string.sub(owner, 1, -41)
				if uid ~= ARGV[3] then
					return {session, uid}
				end
			end
			redis.call('PEXPIRE', KEYS[1], ARGV[2])
			redis.call('SET', KEYS[2], ARGV[1] .. digest, 'PX', ARGV[2])
			return {session}
			""";

	private static final int REFRESHES = 4;

	private final RedisPublisher redis;

	private final String prefix;

	private final byte[] uid;

	private final Duration life;

	private final Duration refreshInterval;

	private final boolean owned;

	/**
	 * Create the keys.
	 * @param prefix of all keys
	 * @param uid the id of this server
	 * @param life how long a session is kept after its connection is lost
	 * @param owned whether there are owners, and so sessions of sockets that live
	 */
	SessionKeys(RedisPublisher redis, String prefix, String uid, Duration life, boolean owned) {
		this.redis = redis;
		this.prefix = prefix;
		this.uid = bytes(uid);
		this.life = life;
		this.refreshInterval = life.dividedBy(REFRESHES);
		this.owned = owned;
	}

	boolean isOwned() {
		return this.owned;
	}

	/**
	 * How often a session of a socket that lives has to be written, or it expires.
	 */
	Duration refreshInterval() {
		return this.refreshInterval;
	}

	private Duration longLife() {
		return this.life.plus(this.refreshInterval);
	}

	/**
	 * Take a session, so that it is ours.
	 * @param from the server that it is taken from if it is the owner; empty for none
	 * @return the session, and its owner if that is another one: then it was not taken;
	 * empty if there is no such session
	 */
	@SuppressWarnings("NullAway") // does not see that the function may return null
	Mono<Taken> take(String pid, String from) {
		if (!PID.matcher(pid).matches()) {
			return Mono.empty();
		}
		if (!this.owned) {
			return Mono.fromCompletionStage(() -> this.redis.query((commands) -> commands.getdel(key(pid))))
				.map((session) -> new Taken(session, null));
		}
		return Mono
			.fromCompletionStage(() -> this.redis.<List<byte[]>>query((commands) -> commands.eval(TAKE,
					ScriptOutputType.MULTI, keys(pid), this.uid, millis(longLife()), bytes(from))))
			.mapNotNull((result) -> switch (result.size()) {
				case 0 -> null;
				case 1 -> new Taken(result.get(0), null);
				default -> new Taken(result.get(0), new String(result.get(1), StandardCharsets.UTF_8));
			});
	}

	/**
	 * Write a session that stays ours.
	 * @return false if somebody else has it
	 */
	CompletionStage<Boolean> write(String pid, byte[] session) {
		return run(WRITE, pid, session, longLife());
	}

	/**
	 * Leave a session, unless somebody else has it, to whoever asks for it.
	 */
	CompletionStage<?> leave(String pid, byte[] session) {
		return this.owned ? run(LEAVE, pid, session, this.life) : this.redis.send(session.length,
				(commands) -> commands.set(key(pid), session, new SetArgs().px(this.life.toMillis())));
	}

	/**
	 * Delete a session, unless somebody else has it.
	 */
	CompletionStage<?> delete(String pid) {
		return this.owned ? run(DELETE, pid, new byte[0], Duration.ZERO) : CompletableFuture.completedFuture(null);
	}

	private CompletionStage<Boolean> run(String script, String pid, byte[] session, Duration life) {
		return this.redis.send(script.length() + session.length, (commands) -> commands.<Boolean>eval(script,
				ScriptOutputType.BOOLEAN, keys(pid), this.uid, millis(life), session));
	}

	private String key(String pid) {
		return this.prefix + pid;
	}

	private String[] keys(String pid) {
		String key = key(pid);
		return new String[] { key, ownerKey(key) };
	}

	/**
	 * The key of the owner, in the same slot of a Redis Cluster.
	 */
	static String ownerKey(String key) {
		return (hasHashTag(key) ? key : "{" + key + "}") + ":owner";
	}

	/**
	 * Whether the owners of sessions can be in their slots.
	 */
	static boolean isPrefix(String prefix) {
		return prefix.indexOf('}') < 0 || hasHashTag(prefix);
	}

	private static boolean hasHashTag(String key) {
		int start = key.indexOf('{');
		return start >= 0 && key.indexOf('}', start) > start + 1;
	}

	private static byte[] millis(Duration time) {
		return bytes(String.valueOf(time.toMillis()));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * A session.
	 *
	 * @param owner who has it; null if it is ours now
	 */
	record Taken(byte[] session, @Nullable String owner) {
	}

}
