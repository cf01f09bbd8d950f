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
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.adapter.ClusterMessage.Type;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * An adapter for one of several servers, which tell each other what concerns the sockets
 * of all. What is left to a subclass is to carry messages: it implements
 * {@link #publish}, {@link #respond} and {@link #serverCount()}, and calls
 * {@link #onMessage} with what comes from others. Safe for use by several threads.
 *
 * @see <a href="https://socket.io/docs/v4/adapter/">Socket.IO: the adapter</a>
 */
public abstract class ClusterAdapter extends InMemoryAdapter {

	private final String uid = UUID.randomUUID().toString().substring(0, 18).replace("-", "");

	private final Map<String, Consumer<ClusterMessage>> requests = new ConcurrentHashMap<>();

	/**
	 * Create an adapter without sockets.
	 * @param context what the adapter gets from its server
	 */
	protected ClusterAdapter(AdapterContext context) {
		super(context);
	}

	/**
	 * The id of this server in messages.
	 * @return a random text
	 */
	protected final String uid() {
		return this.uid;
	}

	/**
	 * Send a message to all other servers. Messages of one thread keep their order. What
	 * goes wrong is not thrown.
	 * @param message the message, to be written before this method returns
	 */
	protected abstract void publish(ClusterMessage message);

	/**
	 * Answer another server.
	 * @param uid the id of the server
	 * @param response the answer, to be written before this method returns
	 */
	protected abstract void respond(String uid, ClusterMessage response);

	@Override
	public abstract Mono<Integer> serverCount();

	/**
	 * A message has come. What came from this server itself, or is for another namespace,
	 * is ignored.
	 * @param message the message
	 * @throws RuntimeException if it is not in the layout of its type; nothing has
	 * happened then
	 */
	protected final void onMessage(ClusterMessage message) {
		if (message.uid().equals(this.uid) || !message.namespace().equals(context().namespace())) {
			return;
		}
		try {
			handle(message);
		}
		catch (RuntimeException ex) {
			context().count(SocketIOCounter.SERVER_MESSAGE_INVALID, message.type());
			throw ex;
		}
	}

	private void handle(ClusterMessage message) {
		MessageData data = MessageData.of(message);
		if (message.type().isResponse()) {
			Consumer<ClusterMessage> request = this.requests.get(data.text("requestId"));
			if (request != null) {
				request.accept(message);
			}
			else {
				context().count(SocketIOCounter.SERVER_ANSWER_LATE, message.type());
			}
			return;
		}
		switch (message.type()) {
			case BROADCAST -> onBroadcast(message.uid(), data);
			case SOCKETS_JOIN -> super.join(data.options(), data.texts("rooms"));
			case SOCKETS_LEAVE -> super.leave(data.options(), data.texts("rooms"));
			case DISCONNECT_SOCKETS -> super.disconnect(data.options(), data.is("close", true));
			case FETCH_SOCKETS -> {
				String request = data.text("requestId");
				super.fetchSockets(data.options()).map(SocketDetails::toMap)
					.collectList()
					.subscribe((sockets) -> respond(message.uid(), Type.FETCH_SOCKETS_RESPONSE, request, "sockets",
							sockets));
			}
			case SERVER_SIDE_EMIT -> onServerEvent(message.uid(), data);
			default -> throw new IllegalArgumentException("Unexpected message: " + message.type());
		}
	}

	private void onBroadcast(String sender, MessageData data) {
		BroadcastOptions options = data.options();
		MessageData flags = data.child("opts").child("flags");
		String request = data.request();
		long id = (request != null) ? context().nextAckId() : IncomingPacket.NO_ID;
		Packet event = context().event(id, data.child("packet").list("data"));
		event.encoded().compress(!flags.is("compress", false));
		if (flags.is("volatile", true)) {
			event.encoded().asVolatile();
		}
		if (request == null) {
			super.broadcast(event, options);
		}
		else {
			Duration timeout = (flags.get("timeout") instanceof Number number) ? Duration.ofMillis(number.longValue())
					: null;
			super.broadcast(event, options, new RemoteAcks(this, sender, request, timeout));
		}
	}

	private void onServerEvent(String sender, MessageData data) {
		List<?> event = data.list("packet");
		String request = data.request();
		Consumer<AckArgs> answer = (request == null) ? null : (args) -> respond(sender, Type.SERVER_SIDE_EMIT_RESPONSE,
				request, arguments(Arrays.asList(args.values())));
		context().onServerEvent(String.valueOf(event.get(0)), context().arguments(event.subList(1, event.size())),
				answer);
	}

	void respond(String uid, Type type, String request, String name, @Nullable Object value) {
		respond(uid, type, request, Collections.singletonMap(name, value));
	}

	void respond(String uid, Type type, String request, Map<String, @Nullable Object> content) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>(content);
		data.put("requestId", request);
		respond(uid, message(type, data));
	}

	/**
	 * Write the arguments of an answer: the reference knows one alone.
	 */
	static Map<String, @Nullable Object> arguments(List<? extends @Nullable Object> arguments) {
		if (arguments.size() == 1) {
			return Collections.singletonMap("packet", arguments.get(0));
		}
		return Map.of("args", arguments);
	}

	private Arguments arguments(ClusterMessage response) {
		MessageData data = MessageData.of(response);
		return context()
			.arguments(data.has("args") ? data.list("args") : Collections.singletonList(data.get("packet")));
	}

	private ClusterMessage message(Type type, Map<String, @Nullable Object> data) {
		return new ClusterMessage(this.uid, context().namespace(), type, data);
	}

	@Override
	public void broadcast(Packet packet, BroadcastOptions options) {
		if (!options.local()) {
			publish(message(Type.BROADCAST, broadcast(packet, options, null, null)));
		}
		super.broadcast(packet, options);
	}

	@Override
	public void broadcast(Packet packet, BroadcastOptions options, BroadcastAckListener acks) {
		if (!options.local()) {
			String request = nextRequest();
			this.requests.put(request, (response) -> onBroadcastResponse(response, acks));
			acks.onPending(() -> this.requests.remove(request));
			publish(message(Type.BROADCAST, broadcast(packet, options, request, acks.timeout())));
		}
		super.broadcast(packet, options, acks);
	}

	private Map<String, @Nullable Object> broadcast(Packet packet, BroadcastOptions options, @Nullable String request,
			@Nullable Duration timeout) {
		Map<String, Object> flags = new LinkedHashMap<>();
		if (packet.encoded().isVolatile()) {
			flags.put("volatile", true);
		}
		if (!packet.encoded().isCompress()) {
			flags.put("compress", false);
		}
		if (timeout != null) {
			flags.put("timeout", timeout.toMillis());
		}
		Map<String, Object> event = new LinkedHashMap<>();
		event.put("type", PacketType.EVENT.ordinal());
		event.put("data", context().values(packet));
		event.put("nsp", packet.namespace());
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("opts", write(options, flags));
		data.put("packet", event);
		if (request != null) {
			data.put("requestId", request);
		}
		return data;
	}

	private void onBroadcastResponse(ClusterMessage response, BroadcastAckListener acks) {
		switch (response.type()) {
			case BROADCAST_CLIENT_COUNT ->
				acks.onReceivers(((Number) MessageData.of(response).value("clientCount")).intValue());
			case BROADCAST_ACK -> acks.onAck(arguments(response));
			default -> acks.onMissing();
		}
	}

	@Override
	public void join(BroadcastOptions options, Collection<String> rooms) {
		publish(Type.SOCKETS_JOIN, options, "rooms", List.copyOf(rooms));
		super.join(options, rooms);
	}

	@Override
	public void leave(BroadcastOptions options, Collection<String> rooms) {
		publish(Type.SOCKETS_LEAVE, options, "rooms", List.copyOf(rooms));
		super.leave(options, rooms);
	}

	@Override
	public void disconnect(BroadcastOptions options, boolean close) {
		publish(Type.DISCONNECT_SOCKETS, options, "close", close);
		super.disconnect(options, close);
	}

	private void publish(Type type, BroadcastOptions options, String name, Object value) {
		if (!options.local()) {
			Map<String, @Nullable Object> data = new LinkedHashMap<>();
			data.put("opts", write(options, Map.of()));
			data.put(name, value);
			publish(message(type, data));
		}
	}

	@Override
	public Flux<SocketDetails> fetchSockets(BroadcastOptions options) {
		Flux<SocketDetails> here = super.fetchSockets(options);
		if (options.local()) {
			return here;
		}
		return here.concatWith(request(Type.FETCH_SOCKETS, "opts", write(options, Map.of()), (response, sink) -> {
			for (Object details : MessageData.of(response).list("sockets")) {
				sink.next(SocketDetails.of((Map<?, ?>) Objects.requireNonNull(details), context().codec()));
			}
		}));
	}

	@Override
	public void serverSideEmit(Packet event) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("packet", context().values(event));
		event.release();
		publish(message(Type.SERVER_SIDE_EMIT, data));
	}

	@Override
	public Flux<Arguments> serverSideEmitWithAck(Packet event) {
		return Flux.defer(() -> {
			List<@Nullable Object> values = context().values(event);
			event.release();
			return request(Type.SERVER_SIDE_EMIT, "packet", values, (response, sink) -> sink.next(arguments(response)));
		});
	}

	/**
	 * Ask all other servers, of which there are as many as at this moment.
	 */
	private <T> Flux<T> request(Type type, String name, Object value, AnswerReader<T> reader) {
		return serverCount().flatMapMany((servers) -> (servers <= 1) ? Flux.empty() : Flux.create((sink) -> {
			String request = nextRequest();
			AtomicInteger left = new AtomicInteger(servers - 1);
			sink.onDispose(() -> this.requests.remove(request));
			this.requests.put(request, (response) -> {
				reader.read(response, sink);
				if (left.decrementAndGet() == 0) {
					sink.complete();
				}
			});
			Map<String, @Nullable Object> data = new LinkedHashMap<>();
			data.put("requestId", request);
			data.put(name, value);
			publish(message(type, data));
		}));
	}

	private static String nextRequest() {
		return UUID.randomUUID().toString();
	}

	private static Map<String, Object> write(BroadcastOptions options, Map<String, Object> flags) {
		return Map.of("rooms", List.copyOf(options.rooms()), "except", List.copyOf(options.except()), "flags", flags);
	}

	private interface AnswerReader<T> {

		void read(ClusterMessage response, FluxSink<T> sink);

	}

}
