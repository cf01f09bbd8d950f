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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.BroadcastOptions;
import io.github.socketiospring.adapter.ClusterMessage;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.redis.RedisSubscriber.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The adapter of one namespace over the publish and subscribe commands of Redis. Events
 * to one room have a channel of their own, so that a server which has nobody there need
 * not read them.
 */
final class RedisAdapter extends AbstractRedisAdapter {

	private final RedisMessageCodec messages;

	private final boolean specificResponseChannel;

	private final PubSubSender sender;

	private final String responseChannel;

	RedisAdapter(AdapterContext context, RedisAdapterFactory factory, RedisLink link) {
		super(context, factory, link);
		this.messages = new RedisMessageCodec(codec(), context.namespace());
		this.specificResponseChannel = factory.isPublishOnSpecificResponseChannel();
		this.sender = new PubSubSender(link.publisher(), this.messages, factory.key(), context.namespace());
		this.responseChannel = factory.key() + "-response#" + context.namespace() + "#";
		RedisSubscriber subscriber = link.subscriber();
		start(CompletableFuture.allOf(
				subscriber.subscribe(Kind.PATTERN, pattern(), this::onEvent).toCompletableFuture(),
				subscriber.subscribe(Kind.CHANNEL, this.sender.requestChannel(), this::onRequest).toCompletableFuture(),
				subscriber.subscribe(Kind.CHANNEL, this.responseChannel, this::onResponse).toCompletableFuture(),
				subscriber.subscribe(Kind.CHANNEL, responseChannel(uid()), this::onResponse).toCompletableFuture()));
	}

	private String pattern() {
		return this.sender.channel().replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*";
	}

	private String responseChannel(String uid) {
		return this.responseChannel + uid + "#";
	}

	@Override
	protected void publish(ClusterMessage message) {
		watch(this.sender.send(message));
	}

	@Override
	protected void respond(String uid, ClusterMessage response) {
		respond(uid, this.messages.writeResponse(response));
	}

	private void respond(String uid, byte[] response) {
		watch(this.sender.send(
				(this.specificResponseChannel && !uid.isEmpty()) ? responseChannel(uid) : this.responseChannel,
				response));
	}

	private void onEvent(String channel, byte[] message) {
		int prefix = this.sender.channel().length();
		if (channel.length() > prefix) {
			String room = channel.substring(prefix, channel.length() - 1);
			if (!hasReceiver(new BroadcastOptions(Set.of(room), Set.of()))) {
				return;
			}
		}
		receive(message.length, () -> onMessage(this.messages.readBroadcast(message)));
	}

	private void onRequest(String channel, byte[] message) {
		receive(message.length, () -> {
			Map<String, @Nullable Object> request = this.messages.read(message);
			ClusterMessage known = this.messages.request(request);
			if (known != null) {
				onMessage(known);
			}
			else {
				onOtherRequest(request);
			}
		});
	}

	/**
	 * Answer what only servers of Node.js ask for, in calls that are deprecated there.
	 */
	private void onOtherRequest(Map<String, @Nullable Object> request) {
		Map<String, @Nullable Object> response = new LinkedHashMap<>();
		response.put("requestId", request.get("requestId"));
		response.put("uid", uid());
		Object type = request.get("type");
		if (Objects.equals(type, RequestType.SOCKETS.code())) {
			Set<String> ids = new TreeSet<>();
			List<?> rooms = (List<?>) Objects.requireNonNull(request.get("rooms"));
			forEach(new BroadcastOptions(Set.copyOf(rooms.stream().map(String::valueOf).toList()), Set.of()),
					(socket) -> ids.add(socket.id()));
			response.put("sockets", ids);
		}
		else if (Objects.equals(type, RequestType.ALL_ROOMS.code())) {
			Set<String> rooms = new TreeSet<>(rooms());
			sockets(null).stream().map(LocalSocket::id).forEach(rooms::add);
			response.put("rooms", rooms);
		}
		else {
			onInvalid("An unknown type: " + type);
			return;
		}
		respond(String.valueOf(request.get("uid")), this.messages.write(response, false));
	}

	private void onResponse(String channel, byte[] message) {
		receive(message.length, () -> {
			Map<String, @Nullable Object> response = this.messages.read(message);
			if (isOwnRequest(String.valueOf(response.get("requestId")))) {
				onMessage(this.messages.response(response));
			}
		});
	}

	@Override
	public Mono<Integer> serverCount() {
		return subscribers((commands) -> commands.pubsubNumsub(this.sender.requestChannel()));
	}

	@Override
	public Mono<Void> close() {
		return super.close().then(Mono.fromRunnable(() -> {
			RedisSubscriber subscriber = link().subscriber();
			subscriber.unsubscribe(Kind.PATTERN, pattern());
			subscriber.unsubscribe(Kind.CHANNEL, this.sender.requestChannel());
			subscriber.unsubscribe(Kind.CHANNEL, this.responseChannel);
			subscriber.unsubscribe(Kind.CHANNEL, responseChannel(uid()));
		}));
	}

}
