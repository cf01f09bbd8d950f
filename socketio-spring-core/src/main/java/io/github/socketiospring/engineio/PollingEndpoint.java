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

package io.github.socketiospring.engineio;

import java.util.function.Consumer;

import io.github.socketiospring.engineio.protocol.IncomingPayload;
import io.github.socketiospring.engineio.protocol.PacketConsumer;
import io.github.socketiospring.engineio.protocol.Payload;
import io.github.socketiospring.engineio.protocol.PayloadFormat;
import io.github.socketiospring.engineio.transport.Poll;
import io.github.socketiospring.engineio.transport.PollingTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;

/**
 * The polls and posts of a session: at most one of each at a time.
 *
 * @see <a href=
 * "https://socket.io/docs/v4/engine-io-protocol/#http-long-polling">Engine.IO protocol:
 * HTTP long-polling</a>
 */
final class PollingEndpoint {

	/** Releases what comes of a body just as its request is cancelled. */
	private static final Context RELEASE_DROPPED = Context.of("reactor.onNextDropped.local",
			(Consumer<Object>) (value) -> {
				if (value instanceof DataBuffer buffer) {
					DataBufferUtils.release(buffer);
				}
			});

	/** How long a client may take to read the last answer of a session. */
	private static final long ANSWER_TIMEOUT = 30_000;

	private final DefaultSession session;

	private final PayloadFormat format;

	private final PollingTransport transport;

	private @Nullable Post post;

	PollingEndpoint(DefaultSession session, PayloadFormat format) {
		this.session = session;
		this.format = format;
		this.transport = new PollingTransport(format);
	}

	PollingTransport transport() {
		return this.transport;
	}

	// Called by any thread

	Mono<EngineIOResponse> poll(EngineIORequest request) {
		return Mono.create((sink) -> {
			WaitingPoll poll = new WaitingPoll(this, request, sink);
			this.session.execute(() -> onPoll(poll));
			// Last, since it is run at once if the client has gone meanwhile
			sink.onCancel(() -> this.session.execute(() -> onPollAborted(poll)));
		});
	}

	Mono<EngineIOResponse> post(EngineIORequest request) {
		return Mono.create((sink) -> {
			Post post = new Post(this, sink, request);
			this.session.execute(() -> onPost(post));
			sink.onCancel(() -> this.session.execute(() -> onPostAborted(post)));
		});
	}

	// Called in the serial place

	/**
	 * The session has ended.
	 */
	void end() {
		this.transport.end();
		if (this.post != null) {
			this.post.fail(400);
			this.post.release();
			this.post = null;
		}
	}

	private void onPoll(WaitingPoll poll) {
		Refusal refusal = check();
		if (refusal != null) {
			poll.sink.success(refuse(poll.request, refusal));
		}
		else if (this.session.state() == DefaultSession.State.CLOSING) {
			if (this.transport.closeLate(poll, this.session.outbound())) {
				this.session.closeLate();
			}
		}
		else if (this.transport.offer(poll)) {
			this.session.transmit();
		}
		else {
			poll.answer(null);
			this.session.server().increment(EngineIOCounter.OVERLAP, this.session);
			this.session.terminate(CloseReason.TRANSPORT_ERROR, "overlap from client");
		}
	}

	/** Called by any thread. */
	private void onAnswered(Poll poll) {
		if (this.transport.onAnswered(poll)) {
			this.session.flush();
		}
	}

	private void onPollAborted(Poll poll) {
		if (this.transport.remove(poll)) {
			this.session.terminate(CloseReason.TRANSPORT_ERROR, "poll connection closed prematurely");
		}
	}

	private void onPost(Post post) {
		EngineIORequest request = post.request;
		Refusal refusal = check();
		if (refusal != null) {
			post.sink.success(refuse(request, refusal));
			return;
		}
		if (this.post != null) {
			this.session.server().increment(EngineIOCounter.OVERLAP, this.session);
			post.fail(400);
			this.post.end(EngineIOResponse.reset());
			this.session.terminate(CloseReason.TRANSPORT_ERROR, "data request overlap from client");
			return;
		}
		if (post.binary && !this.format.acceptsBinary()) {
			post.fail(400);
			this.session.terminate(CloseReason.TRANSPORT_ERROR, "invalid content");
			return;
		}
		int maxPayload = this.session.server().options().maxPayload();
		if (contentLength(request) > maxPayload) {
			tooBig(post);
			return;
		}
		this.post = post;
		request.body().subscribe(post.body);
	}

	/**
	 * What the request says, or -1 if that is no number: the body is limited as it comes.
	 */
	private static long contentLength(EngineIORequest request) {
		try {
			return request.headers().getContentLength();
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	private void onPart(Post post, ByteBuf part) {
		if (this.post == post) {
			post.add(part);
		}
		else {
			part.release();
		}
	}

	private void onTooBig(Post post) {
		if (this.post == post) {
			this.post = null;
			post.release();
			tooBig(post);
		}
	}

	private void onBody(Post post) {
		if (this.post != post) {
			return;
		}
		if (this.session.isExpired()) {
			this.post = null;
			post.release();
			this.session.terminate(CloseReason.PING_TIMEOUT, null);
			post.sink.success(refuse(post.request, HandshakeVerifier.unknown(this.session.id())));
		}
		else {
			post.payload = this.format.decode(post.content, post.binary);
			handle(post);
		}
	}

	/**
	 * Reading was paused, and goes on.
	 */
	void readOn() {
		if (this.post != null) {
			handle(this.post);
		}
	}

	/**
	 * Hand the packets of a body to the session, as far as it reads them, and answer when
	 * it has them all.
	 */
	private void handle(Post post) {
		IncomingPayload payload = post.payload;
		if (payload == null || this.session.isReadingPaused()) {
			return;
		}
		this.post = null;
		PacketHandler handler = new PacketHandler(this.session);
		boolean wellFormed = payload.forEach(handler);
		if (!wellFormed) {
			this.session.terminate(CloseReason.PARSE_ERROR, "malformed payload");
		}
		boolean valid = wellFormed && handler.valid;
		if (valid && this.session.isReadingPaused() && !payload.isAtEnd()) {
			this.post = post;
			return;
		}
		post.release();
		if (valid) {
			post.sink.success(EngineIOResponse.ok(post.oldBrowser));
		}
		else {
			post.fail(400);
		}
	}

	private void onBodyError(Post post, Throwable ex) {
		if (this.post != post) {
			return;
		}
		this.post = null;
		post.release();
		post.fail(400);
		this.session.terminate(CloseReason.TRANSPORT_ERROR, ex.toString());
	}

	private void tooBig(Post post) {
		this.session.server().hints().tooBig("POST body");
		post.fail(413);
	}

	private EngineIOResponse refuse(EngineIORequest request, Refusal refusal) {
		return this.session.server().errors().refuse(request, refusal, false);
	}

	private void onPostAborted(Post post) {
		post.body.dispose();
		if (this.post == post) {
			this.post = null;
			post.release();
			this.session.terminate(CloseReason.TRANSPORT_ERROR, "data request connection closed prematurely");
		}
	}

	/**
	 * Whether the session still is what the request was let through for.
	 */
	private @Nullable Refusal check() {
		if (this.session.isExpired()) {
			this.session.terminate(CloseReason.PING_TIMEOUT, null);
		}
		if (this.session.state() == DefaultSession.State.CLOSED) {
			return HandshakeVerifier.unknown(this.session.id());
		}
		return this.session.transport().equals(this.transport.name()) ? null
				: HandshakeVerifier.mismatch(this.session, this.transport.name());
	}

	/**
	 * Handles packets until one is none, ends the session, or has it pause.
	 */
	private static final class PacketHandler implements PacketConsumer {

		private final DefaultSession session;

		private boolean valid = true;

		PacketHandler(DefaultSession session) {
			this.session = session;
		}

		@Override
		public boolean onText(ByteBuf packet) {
			this.valid = this.session.onPacket(packet);
			return this.valid && this.session.isOpen() && !this.session.isReadingPaused();
		}

		@Override
		public boolean onBinary(ByteBuf packet) {
			this.valid = this.session.onBinaryPacket(packet);
			return this.valid && this.session.isOpen() && !this.session.isReadingPaused();
		}

	}

	/**
	 * A poll that waits for its answer.
	 */
	private static final class WaitingPoll implements Poll {

		private final PollingEndpoint endpoint;

		private final EngineIORequest request;

		private final MonoSink<EngineIOResponse> sink;

		private final Disposable.Swap timer = Disposables.swap();

		private final Sinks.Empty<Void> ended = Sinks.unsafe().empty();

		WaitingPoll(PollingEndpoint endpoint, EngineIORequest request, MonoSink<EngineIOResponse> sink) {
			this.endpoint = endpoint;
			this.request = request;
			this.sink = sink;
		}

		@Override
		public void answer(@Nullable Payload payload) {
			if (payload == null) {
				this.sink.success(EngineIOResponse.empty(400));
				return;
			}
			this.endpoint.session.server().answers().answer(payload, this.request, this.sink);
			this.request.onEnd(this::onEnd);
		}

		private void onEnd() {
			this.timer.dispose();
			this.ended.tryEmitEmpty();
			this.endpoint.onAnswered(this);
		}

		@Override
		public Mono<Void> limit() {
			if (!this.timer.isDisposed()) {
				Timers timers = this.endpoint.session.server().timers();
				this.timer.update(timers.schedule(ANSWER_TIMEOUT, this::onTimeout));
			}
			return this.ended.asMono();
		}

		private void onTimeout() {
			this.endpoint.session.server().increment(EngineIOCounter.ANSWER_TIMEOUT, this.endpoint.session);
			abort();
		}

		@Override
		public void abort() {
			this.request.abort();
		}

	}

	/**
	 * A POST whose body is being read or handled.
	 */
	private static final class Post {

		private final MonoSink<EngineIOResponse> sink;

		private final EngineIORequest request;

		private final boolean oldBrowser;

		private final boolean binary;

		private final Body body;

		/** What has come of the body. */
		private ByteBuf content = Unpooled.EMPTY_BUFFER;

		/** Whether that is a copy of several parts. */
		private boolean collected;

		private @Nullable IncomingPayload payload;

		Post(PollingEndpoint endpoint, MonoSink<EngineIOResponse> sink, EngineIORequest request) {
			this.body = new Body(endpoint, this);
			this.sink = sink;
			this.request = request;
			this.oldBrowser = HandshakeVerifier.isOldBrowser(request);
			String contentType = request.headers().getFirst(HttpHeaders.CONTENT_TYPE);
			this.binary = contentType != null && contentType.startsWith("application/octet-stream");
		}

		/**
		 * Most bodies are of one part, which is not copied.
		 */
		void add(ByteBuf part) {
			if (!this.content.isReadable()) {
				this.content.release();
				this.content = part;
				return;
			}
			if (!this.collected) {
				ByteBuf first = this.content;
				this.content = Unpooled.buffer(2 * (first.readableBytes() + part.readableBytes()));
				this.content.writeBytes(first);
				first.release();
				this.collected = true;
			}
			this.content.writeBytes(part);
			part.release();
		}

		void release() {
			this.content.release();
			this.content = Unpooled.EMPTY_BUFFER;
		}

		void fail(int status) {
			end(EngineIOResponse.empty(status));
		}

		void end(EngineIOResponse response) {
			this.body.dispose();
			this.sink.success(response);
		}

	}

	/**
	 * Brings what comes of a body to the serial place. In contrast to a Reactor operator
	 * that joins them, it can be disposed of by another thread than that which reads.
	 * Asks for one part after the other: when a body is refused, the web server must not
	 * be waiting for more of it, which could come just as the answer is written.
	 */
	private static final class Body extends BaseSubscriber<DataBuffer> {

		private final PollingEndpoint endpoint;

		private final Post post;

		/** How many bytes may still come. */
		private int room;

		Body(PollingEndpoint endpoint, Post post) {
			this.endpoint = endpoint;
			this.post = post;
			this.room = endpoint.session.server().options().maxPayload();
		}

		@Override
		public Context currentContext() {
			return RELEASE_DROPPED;
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			subscription.request(1);
		}

		@Override
		protected void hookOnNext(DataBuffer part) {
			this.room -= part.readableByteCount();
			if (this.room < 0) {
				DataBufferUtils.release(part);
				cancel();
				this.endpoint.session.execute(() -> this.endpoint.onTooBig(this.post));
				return;
			}
			ByteBuf bytes = NettyDataBufferFactory.toByteBuf(part);
			this.endpoint.session.execute(() -> this.endpoint.onPart(this.post, bytes));
			request(1);
		}

		@Override
		protected void hookOnComplete() {
			this.endpoint.session.execute(() -> this.endpoint.onBody(this.post));
		}

		@Override
		protected void hookOnError(Throwable error) {
			this.endpoint.session.execute(() -> this.endpoint.onBodyError(this.post, error));
		}

	}

}
