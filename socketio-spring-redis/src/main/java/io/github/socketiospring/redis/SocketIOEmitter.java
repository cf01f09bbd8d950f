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
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.socketiospring.adapter.BroadcastOptions;
import io.github.socketiospring.adapter.ClusterMessage;
import io.github.socketiospring.adapter.ClusterMessageCodec;
import io.github.socketiospring.adapter.ClusterMessages;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.github.socketiospring.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.Assert;

/**
 * Emits to the clients of Socket.IO servers, without being one: for batch jobs and other
 * services. Servers of Java and of Node.js alike get what is emitted, over Redis, if they
 * have the matching adapter. Safe for use by several threads.
 *
 * <p>
 * Nothing here waits for Redis: {@link #flush()} does. What is emitted while Redis cannot
 * be reached waits, up to {@link Builder#maxPendingBytes}.
 *
 * @see <a href="https://socket.io/docs/v4/redis-adapter/#emitter">Socket.IO: the Redis
 * emitter</a>
 */
public final class SocketIOEmitter implements AutoCloseable {

	private static final String UID = "emitter";

	private final Core core;

	private final String namespace;

	private final MessageSender sender;

	private final ClusterMessages messages;

	private final BroadcastOptions options;

	private final boolean isVolatile;

	private final boolean compress;

	private SocketIOEmitter(Core core, String namespace) {
		this(core, namespace, core.senders.apply(namespace), BroadcastOptions.ALL, false, true);
	}

	private SocketIOEmitter(Core core, String namespace, MessageSender sender, BroadcastOptions options,
			boolean isVolatile, boolean compress) {
		this.core = core;
		this.namespace = namespace;
		this.sender = sender;
		this.messages = new ClusterMessages(UID, namespace, core.codec);
		this.options = options;
		this.isVolatile = isVolatile;
		this.compress = compress;
	}

	/**
	 * Begin to create an emitter for servers with {@code socketio.cluster.type=redis}.
	 * @param connectionFactory the Redis of the application; a connection of its own is
	 * opened to it
	 * @return a builder
	 */
	public static Builder builder(LettuceConnectionFactory connectionFactory) {
		return new Builder(connectionFactory);
	}

	/**
	 * Emit to another namespace.
	 * @param namespace its name; a slash is put before it if it has none
	 * @return another emitter, which shares the connection of this one
	 */
	public SocketIOEmitter of(String namespace) {
		return new SocketIOEmitter(this.core, namespace.startsWith("/") ? namespace : "/" + namespace);
	}

	/**
	 * Emit to rooms.
	 * @param rooms the rooms, in addition to those that were given before
	 * @return another emitter
	 */
	public SocketIOEmitter to(String... rooms) {
		return with(new BroadcastOptions(join(this.options.rooms(), rooms), this.options.except()), this.isVolatile,
				this.compress);
	}

	/**
	 * Emit to rooms.
	 * @param rooms the rooms, in addition to those that were given before
	 * @return another emitter
	 */
	public SocketIOEmitter in(String... rooms) {
		return to(rooms);
	}

	/**
	 * Do not emit to rooms.
	 * @param rooms the rooms, in addition to those that were given before
	 * @return another emitter
	 */
	public SocketIOEmitter except(String... rooms) {
		return with(new BroadcastOptions(this.options.rooms(), join(this.options.except(), rooms)), this.isVolatile,
				this.compress);
	}

	private static Set<String> join(Set<String> names, String... more) {
		Set<String> joined = new LinkedHashSet<>(names);
		Collections.addAll(joined, more);
		return Collections.unmodifiableSet(joined);
	}

	/**
	 * Emit what may be lost if a client cannot take it at once.
	 * @return another emitter
	 */
	public SocketIOEmitter asVolatile() {
		return with(this.options, true, this.compress);
	}

	/**
	 * Set whether events are compressed for connections that can do that.
	 * @param compress true by default
	 * @return another emitter
	 */
	public SocketIOEmitter compress(boolean compress) {
		return with(this.options, this.isVolatile, compress);
	}

	private SocketIOEmitter with(BroadcastOptions options, boolean isVolatile, boolean compress) {
		return new SocketIOEmitter(this.core, this.namespace, this.sender, options, isVolatile, compress);
	}

	/**
	 * Emit an event.
	 * @param event its name
	 * @param args its arguments
	 * @throws IllegalArgumentException if the name is reserved, or an argument cannot be
	 * written
	 */
	@SuppressWarnings("NullAway") // does not see that arguments of the codec may be null
	public void emit(String event, @Nullable Object... args) {
		Assert.isTrue(!ReservedEvents.contains(event), () -> "\"" + event + "\" is a reserved event name");
		Packet packet = this.core.codec.event(this.namespace, IncomingPacket.NO_ID, event, args);
		try {
			packet.encoded().compress(this.compress);
			if (this.isVolatile) {
				packet.encoded().asVolatile();
			}
			send(this.messages.broadcast(packet, this.options));
		}
		finally {
			packet.release();
		}
	}

	/**
	 * Have sockets join rooms.
	 * @param rooms the rooms
	 */
	public void socketsJoin(String... rooms) {
		send(this.messages.socketsJoin(this.options, List.of(rooms)));
	}

	/**
	 * Have sockets leave rooms.
	 * @param rooms the rooms
	 */
	public void socketsLeave(String... rooms) {
		send(this.messages.socketsLeave(this.options, List.of(rooms)));
	}

	/**
	 * Have sockets leave the namespace.
	 */
	public void disconnectSockets() {
		disconnectSockets(false);
	}

	/**
	 * Have sockets leave the namespace.
	 * @param close whether their connections are closed, too
	 */
	public void disconnectSockets(boolean close) {
		send(this.messages.disconnectSockets(this.options, close));
	}

	/**
	 * Emit an event to the servers themselves. Rooms do not matter.
	 * @param event its name
	 * @param args its arguments
	 * @throws IllegalArgumentException if an argument cannot be written
	 */
	public void serverSideEmit(String event, @Nullable Object... args) {
		List<@Nullable Object> values = new ArrayList<>();
		values.add(event);
		Arrays.stream(args).map((arg) -> (arg != null) ? this.core.messageCodec.plain(arg) : null).forEach(values::add);
		send(this.messages.serverSideEmit(values));
	}

	private void send(ClusterMessage message) {
		CompletableFuture<?> sent = this.sender.send(message).toCompletableFuture();
		this.core.sent.updateAndGet((before) -> CompletableFuture.allOf(before, sent));
	}

	/**
	 * Wait until Redis has everything that was emitted so far, by this emitter and those
	 * that were made from it.
	 * @return fails if something since the last time was not sent, or may not have been
	 */
	public Mono<Void> flush() {
		return Mono
			.defer(() -> Mono.fromCompletionStage(this.core.sent.getAndSet(CompletableFuture.completedFuture(null))));
	}

	/**
	 * Wait until Redis has everything, for no longer than
	 * {@link Builder#requestsTimeout}, and let go of the connection. For all emitters
	 * that share it. Blocks: not to be called by an event loop.
	 */
	@Override
	public void close() {
		flush().timeout(this.core.closeTimeout).onErrorComplete().then(this.core.link.close()).block();
	}

	/**
	 * What the emitters of one connection share.
	 */
	private static final class Core {

		private final RedisLink link;

		private final PacketCodec codec;

		private final ClusterMessageCodec messageCodec;

		private final Function<String, MessageSender> senders;

		/** Completes when all that was emitted since the last flush is sent. */
		private final AtomicReference<CompletableFuture<Void>> sent = new AtomicReference<>(
				CompletableFuture.completedFuture(null));

		private final Duration closeTimeout;

		Core(Builder builder) {
			this.closeTimeout = builder.requestsTimeout();
			this.link = builder.connect();
			this.codec = new PacketCodec(builder.jsonMapper, PacketParserFactory.json());
			this.messageCodec = new ClusterMessageCodec(this.codec);
			this.senders = builder.layout.senders(this.link.publisher(), this.messageCodec);
		}

	}

	/**
	 * How messages are laid out.
	 */
	private interface Layout {

		Function<String, MessageSender> senders(RedisPublisher redis, ClusterMessageCodec codec);

	}

	/**
	 * Creates the emitter. Not for use by several threads.
	 */
	public static final class Builder extends RedisClusterBuilder<Builder> {

		private JsonMapper jsonMapper = JsonMapper.shared();

		private Layout layout = key("socket.io");

		private Builder(LettuceConnectionFactory connectionFactory) {
			super(connectionFactory);
		}

		/**
		 * Set what writes the arguments.
		 * @param jsonMapper the mapper, {@link JsonMapper#shared()} by default
		 * @return this builder
		 */
		public Builder jsonMapper(JsonMapper jsonMapper) {
			this.jsonMapper = jsonMapper;
			return this;
		}

		/**
		 * Emit to servers with {@link RedisAdapterFactory}, which is the default.
		 * @param key the prefix of their channels, {@code socket.io} by default
		 * @return this builder
		 */
		public Builder redis(String key) {
			this.layout = key(key);
			return this;
		}

		private static Layout key(String key) {
			return (redis, codec) -> (namespace) -> new PubSubSender(redis, new RedisMessageCodec(codec, namespace),
					key, namespace);
		}

		/**
		 * Emit to servers with {@link ShardedRedisAdapterFactory}.
		 * @param channelPrefix the prefix of their channels
		 * @param subscriptionMode which rooms have channels there
		 * @return this builder
		 */
		public Builder sharded(String channelPrefix, SubscriptionMode subscriptionMode) {
			this.layout = (redis, codec) -> (namespace) -> new ShardedSender(redis, codec, subscriptionMode,
					channelPrefix, namespace);
			return this;
		}

		/**
		 * Emit to servers with {@link RedisStreamsAdapterFactory}.
		 * @param streamName the name of their stream
		 * @param streamCount the number of their streams
		 * @param maxLen how many entries a stream keeps, about
		 * @return this builder
		 */
		public Builder streams(String streamName, int streamCount, int maxLen) {
			this.layout = (redis, codec) -> (namespace) -> new StreamSender(redis, new StreamEntryCodec(codec, false),
					StreamSender.stream(streamName, streamCount, namespace), maxLen);
			return this;
		}

		/**
		 * Connect to Redis.
		 * @return the emitter, for the namespace {@code /}
		 * @throws ClusterConnectionException if Redis cannot be reached
		 */
		public SocketIOEmitter build() {
			return new SocketIOEmitter(new Core(this), "/");
		}

	}

}
