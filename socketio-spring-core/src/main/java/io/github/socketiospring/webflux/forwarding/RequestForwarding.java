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

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLException;

import io.github.socketiospring.ServerDirectory;
import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.engineio.EngineIOOptions;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.ShutdownOptions;
import io.github.socketiospring.webflux.netty.ReactorNettyBinding;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.WriteTimeoutHandler;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.Assert;
import org.springframework.web.server.ServerWebExchange;

/**
 * Forwards a request that names a session of another server to that server, and passes
 * its answer back: to the owner of the session it is a request like any other, to the
 * client an answer like any other. Safe for use by several threads.
 *
 * @see io.github.socketiospring.server.SocketIOServerBuilder#serverInSessionIds
 */
public final class RequestForwarding {

	/** Web servers are hardly told to close idle connections earlier. */
	private static final Duration MAX_IDLE = Duration.ofSeconds(3);

	private final EngineIOServer engine;

	private final String serverId;

	private final OtherServers servers;

	private final int maxRequests;

	private final AtomicInteger active = new AtomicInteger();

	private final ReactorNettyBinding reactorNetty;

	private final ConnectionProvider connections;

	private final HttpClient polls;

	private final HttpClient posts;

	private final HttpClient upgrades;

	private final Set<Channel> webSockets = ConcurrentHashMap.newKeySet();

	private volatile boolean closing;

	/**
	 * Create the forwarding of one server. Blocks for as long as Netty's native libraries
	 * are loaded: not to be called by an event loop.
	 * @param server the server, which has a {@link SocketIOCluster#directory() directory}
	 * of the others
	 * @param connectTimeout how long another server may take to be found, then to accept
	 * a connection, and then to agree on TLS
	 * @param maxRequests how many requests may be forwarded at a time
	 * @param postTimeout how long another server may leave what is posted unread, and
	 * then unanswered
	 * @param ssl checks the certificates of other servers; null if they have none
	 */
	public RequestForwarding(SocketIOServer server, Duration connectTimeout, int maxRequests, Duration postTimeout,
			@Nullable SslContext ssl) {
		SocketIOCluster cluster = Objects.requireNonNull(server.cluster(), "The server has no cluster");
		ServerDirectory directory = Objects.requireNonNull(cluster.directory(), "The cluster has no directory");
		Assert.isTrue(maxRequests > 0, () -> "maxRequests must be positive, not " + maxRequests);
		this.engine = server.engine();
		this.serverId = cluster.serverId();
		this.servers = new OtherServers(directory, this.engine.timers(), connectTimeout);
		this.maxRequests = maxRequests;
		this.reactorNetty = new ReactorNettyBinding(this.engine);
		this.connections = ConnectionProvider.builder("socketio-forwarding")
			.maxConnections(maxRequests)
			.maxIdleTime(MAX_IDLE)
			.lifo()
			.build();
		HttpClient client = client(this.connections, connectTimeout, ssl);
		this.upgrades = client(ConnectionProvider.newConnection(), connectTimeout, ssl);
		// Or the event loop of the first request would read files
		client.warmup().block();
		EngineIOOptions options = this.engine.options();
		this.polls = client.responseTimeout(options.pingInterval().plus(options.pingTimeout()));
		this.posts = client.responseTimeout(postTimeout)
			.doOnConnected((connection) -> connection
				.addHandlerLast(new WriteTimeoutHandler(postTimeout.toMillis(), TimeUnit.MILLISECONDS)));
	}

	private static HttpClient client(ConnectionProvider connections, Duration connectTimeout,
			@Nullable SslContext ssl) {
		// What was sent once may have been received
		HttpClient client = HttpClient.create(connections)
			.disableRetry(true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis());
		return (ssl != null) ? client.secure((spec) -> spec.sslContext(ssl).handshakeTimeout(connectTimeout)) : client;
	}

	/**
	 * Forward a request, if another server has its session.
	 * @param exchange the request
	 * @param sid the id of the session that it names
	 * @param upgrade whether it is one to upgrade to WebSocket
	 * @param here has it answered here
	 * @return completes when it is answered
	 */
	public Mono<Void> forward(ServerWebExchange exchange, String sid, boolean upgrade, Mono<Void> here) {
		ServerHttpRequest request = exchange.getRequest();
		if (isForwarded(request)) {
			exchange.getResponse().getHeaders().set(ForwardedHeaders.NODE, this.serverId);
			return here;
		}
		String owner = owner(sid);
		if (owner == null || !canBeForwarded(exchange, upgrade) || this.engine.hasSession(sid)
				|| this.engine.isClosed()) {
			return here;
		}
		if (upgrade) {
			this.reactorNetty.guard(exchange);
		}
		return this.servers.find(owner)
			.singleOptional()
			.flatMap((address) -> address.isPresent() ? limit(exchange, owner, address.get(), upgrade, here) : here);
	}

	/**
	 * The server that a session id names, unless it is this one. All have ids of one
	 * length.
	 */
	private @Nullable String owner(String sid) {
		int end = this.serverId.length();
		boolean named = sid.length() > end && sid.charAt(end) == '.' && !sid.startsWith(this.serverId)
				&& sid.chars().limit(end).allMatch(RequestForwarding::isOfId);
		return named ? sid.substring(0, end) : null;
	}

	private static boolean isOfId(int c) {
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
	}

	/**
	 * Whether a request was forwarded by another server, or says so.
	 * @param request the request
	 * @return true if it is answered here, whatever session it names
	 */
	public static boolean isForwarded(ServerHttpRequest request) {
		return request.getHeaders().containsHeader(ForwardedHeaders.FORWARDED);
	}

	private boolean canBeForwarded(ServerWebExchange exchange, boolean upgrade) {
		if (upgrade) {
			return this.reactorNetty.supportsUpgrade(exchange);
		}
		HttpMethod method = exchange.getRequest().getMethod();
		return HttpMethod.GET.equals(method) || HttpMethod.POST.equals(method);
	}

	private Mono<Void> limit(ServerWebExchange exchange, String owner, URI address, boolean upgrade, Mono<Void> here) {
		int max = this.maxRequests;
		// Never above it, or who is refused would take the place of another for a moment
		if (this.active.getAndUpdate((count) -> (count < max) ? count + 1 : count) >= max) {
			return refuse(exchange);
		}
		return Mono.defer(() -> upgrade ? upgrade(exchange, owner, address) : send(exchange, owner, address))
			.onErrorResume((ex) -> {
				this.engine.increment(EngineIOCounter.FORWARD_FAILED, ex);
				if (isNotThere(ex)) {
					this.servers.forget(owner);
				}
				return exchange.getResponse().isCommitted() ? Mono.error(ex) : here;
			})
			.doFinally((signal) -> this.active.decrementAndGet());
	}

	private static boolean isNotThere(Throwable error) {
		return error instanceof ConnectException || error instanceof NoRouteToHostException
				|| error instanceof UnknownHostException || error instanceof SSLException
				|| error instanceof OtherServerException;
	}

	private Mono<Void> refuse(ServerWebExchange exchange) {
		this.engine.increment(EngineIOCounter.FORWARD_REFUSED, this.maxRequests);
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
		response.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
		return response.setComplete();
	}

	private Mono<Void> send(ServerWebExchange exchange, String owner, URI address) {
		ServerHttpRequest request = exchange.getRequest();
		boolean post = HttpMethod.POST.equals(request.getMethod());
		HttpClient.RequestSender sender = (post ? this.posts : this.polls).headers((headers) -> {
			ForwardedHeaders.write(request, this.serverId, headers);
			if (!post) {
				// Its body is not sent: the other server would take what comes next
				// on this connection, which may be somebody else's, for it
				headers.remove(HttpHeaderNames.CONTENT_LENGTH);
			}
		})
			.request(io.netty.handler.codec.http.HttpMethod.valueOf(request.getMethod().name()))
			.uri(uri(address, request));
		HttpClient.ResponseReceiver<?> receiver = post ? sender.send(body(request)) : sender;
		return receiver.response((answer, content) -> respond(exchange, owner, answer, content)).then();
	}

	private static URI uri(URI address, ServerHttpRequest request) {
		return URI.create(address + "?" + request.getURI().getRawQuery());
	}

	/**
	 * The bytes of a request; copied, as those of its answer are, since they go from one
	 * event loop to another, and what is lost on that way when the client goes must not
	 * have to be released.
	 */
	private static Flux<ByteBuf> body(ServerHttpRequest request) {
		return request.getBody().map((buffer) -> {
			byte[] bytes = new byte[buffer.readableByteCount()];
			buffer.read(bytes);
			DataBufferUtils.release(buffer);
			return Unpooled.wrappedBuffer(bytes);
		});
	}

	private Mono<Void> respond(ServerWebExchange exchange, String owner, HttpClientResponse answer,
			Flux<ByteBuf> content) {
		if (!owner.equals(answer.responseHeaders().get(ForwardedHeaders.NODE))) {
			return Mono.error(new OtherServerException(owner));
		}
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatusCode.valueOf(answer.status().code()));
		ForwardedHeaders.write(answer.responseHeaders(), response.getHeaders());
		return response.writeWith(this.reactorNetty.onEventLoop(exchange, content.map(ByteBufUtil::getBytes))
			.map(response.bufferFactory()::wrap));
	}

	/**
	 * Ask the owner for a WebSocket, and join that of the client with it.
	 */
	private Mono<Void> upgrade(ServerWebExchange exchange, String owner, URI address) {
		ServerHttpRequest request = exchange.getRequest();
		return this.upgrades.headers((headers) -> {
			ForwardedHeaders.write(request, this.serverId, headers);
			headers.remove(HttpHeaderNames.CONTENT_LENGTH);
			ForwardedHeaders.writeUpgrade(request, headers);
		})
			.get()
			.uri(uri(address, request))
			.responseConnection((answer, server) -> accept(exchange, owner, answer, server))
			.then()
			.timeout(this.engine.options().upgradeTimeout());
	}

	private Mono<Void> accept(ServerWebExchange exchange, String owner, HttpClientResponse answer, Connection server) {
		if (!HttpResponseStatus.SWITCHING_PROTOCOLS.equals(answer.status())
				|| !owner.equals(answer.responseHeaders().get(ForwardedHeaders.NODE))) {
			return respond(exchange, owner, answer, server.inbound().receive()).doFinally((signal) -> server.dispose());
		}
		Channel channel = server.channel();
		this.active.incrementAndGet();
		this.webSockets.add(channel);
		channel.closeFuture().addListener((closed) -> {
			this.webSockets.remove(channel);
			this.active.decrementAndGet();
		});
		if (this.closing) {
			channel.close();
		}
		ForwardedHeaders.write(answer.responseHeaders(), exchange.getResponse().getHeaders());
		return this.reactorNetty.join(exchange, channel).doOnError((ex) -> channel.close()).doOnCancel(channel::close);
	}

	/**
	 * Close the WebSockets that were forwarded, spread over the
	 * {@linkplain ShutdownOptions#window() window} of the server. Their clients come back
	 * to other servers.
	 * @return completes when they are closed
	 */
	public Mono<Void> closeWebSockets() {
		return Flux.defer(() -> {
			this.closing = true;
			List<Channel> open = List.copyOf(this.webSockets);
			return Flux.fromIterable(open)
				.buffer(this.engine.options().shutdown().portion(open.size()))
				.zipWith(Flux.interval(Duration.ZERO, ShutdownOptions.INTERVAL), (portion, turn) -> portion);
		}).doOnNext((portion) -> portion.forEach(Channel::close)).then();
	}

	/**
	 * How many requests are being forwarded.
	 */
	int active() {
		return this.active.get();
	}

	/**
	 * Close the connections to other servers.
	 * @return completes when they are closed
	 */
	public Mono<Void> close() {
		return this.connections.disposeLater();
	}

	/**
	 * What has the address by now is another server than the one that was asked for.
	 */
	@SuppressWarnings("serial")
	private static final class OtherServerException extends RuntimeException {

		OtherServerException(String owner) {
			super(owner + " is not there any more", null, false, false);
		}

	}

}
