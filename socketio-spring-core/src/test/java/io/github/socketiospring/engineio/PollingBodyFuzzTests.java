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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.socketiospring.engineio.PollingClient.Exchange;
import io.github.socketiospring.engineio.protocol.ClientPayload;
import io.github.socketiospring.engineio.protocol.ClientPayload.ClientPacket;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.protocol.EnginePacket;
import io.github.socketiospring.engineio.protocol.ProtocolVersion;
import io.github.socketiospring.test.AllocationLimit;
import io.github.socketiospring.test.LogRecorder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

/**
 * Bodies that a client posts to a session which sends back what it gets. The first byte
 * says how the client speaks: {@code 4} for protocol 4, {@code 3} for text, {@code o} for
 * binary, {@code b} for base64 and {@code j} for JSONP of protocol 3. The next says where
 * the body is cut in two.
 */
class PollingBodyFuzzTests {

	private static final int MAX_PAYLOAD = 1_000;

	private static final Set<Integer> STATUSES = Set.of(200, 400, 413);

	private static final AllocationLimit limit = new AllocationLimit(1024 * 1024, 1024);

	private static final NettyDataBufferFactory bufferFactory = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

	@FuzzTest(maxDuration = "20m")
	void handlesWhatAClientPosts(byte[] input) {
		if (input.length >= 2) {
			byte[] body = Arrays.copyOfRange(input, 2, input.length);
			limit.check(input.length, () -> {
				try (LogRecorder log = LogRecorder.of(EngineIOServer.class.getPackageName())) {
					new Conversation((char) input[0]).post(body, input[1] & 0xff);
					check(log.messages("ERROR").isEmpty(), "nothing fails");
				}
			});
		}
	}

	private static void check(boolean condition, String what) {
		if (!condition) {
			throw new AssertionError("Not so: " + what);
		}
	}

	private static final class Conversation {

		private final List<ClientPacket> received = new ArrayList<>();

		private final List<CloseReason> closed = new ArrayList<>();

		private final EngineIOServer server = EngineIOServer.builder()
			.allowEIO3(true)
			.maxHttpBufferSize(MAX_PAYLOAD)
			.httpCompression(false)
			.timerScheduler(VirtualTimeScheduler.create())
			.build(Echo::new);

		private final char kind;

		private final ProtocolVersion version;

		private final PollingClient client;

		Conversation(char kind) {
			this.kind = kind;
			this.version = (kind == '4') ? ProtocolVersion.V4 : ProtocolVersion.V3;
			this.client = new PollingClient(this.server, "transport=polling&" + switch (kind) {
				case '4' -> "EIO=4";
				case 'b' -> "EIO=3&b64=1";
				case 'j' -> "EIO=3&j=0";
				default -> "EIO=3";
			});
		}

		void post(byte[] body, int cut) {
			List<Exchange> polls = new ArrayList<>(List.of(this.client.poll()));
			int middle = Math.min(cut, body.length);
			List<DataBuffer> buffers = List.of(buffer(body, 0, middle), buffer(body, middle, body.length));
			FakeRequest request = FakeRequest.post(this.client.query(), Flux.fromIterable(buffers));
			Exchange post = this.client
				.exchange((this.kind == 'o') ? request.header("Content-Type", "application/octet-stream") : request);
			check(!post.isPending() && STATUSES.contains(post.status()), "status");
			check(post.status() == 413 == body.length > MAX_PAYLOAD, "limit");
			check(post.status() != 413 || this.received.isEmpty(), "what is too big is not handled");
			check(post.status() != 400 || this.closed.size() == 1, "what is malformed ends the session");
			check(this.server.clientsCount() == 1 - this.closed.size(), "closed once");
			for (DataBuffer buffer : buffers) {
				if (NettyDataBufferFactory.toByteBuf(buffer).refCnt() != 0) {
					throw new AssertionError("A buffer was not released");
				}
			}
			if (this.closed.isEmpty()) {
				while (!polls.get(polls.size() - 1).isPending()) {
					polls.add(this.client.poll());
				}
				assertEchoed(polls);
			}
			this.server.close().block();
			check(this.server.clientsCount() == 0 && this.server.timers().active() == 0 && this.closed.size() == 1,
					"closed");
			check(polls.stream().noneMatch(Exchange::isPending), "all polls are answered");
		}

		private static DataBuffer buffer(byte[] body, int from, int to) {
			return bufferFactory.wrap(FakeBuffers.unwatched(Arrays.copyOfRange(body, from, to)));
		}

		private void assertEchoed(List<Exchange> polls) {
			List<ClientPacket> echoed = new ArrayList<>();
			for (Exchange poll : polls) {
				if (!poll.isPending()) {
					EngineIOResponse response = poll.response();
					ClientPayload.read(response.body(), response.headers().get("Content-Type"), this.version)
						.stream()
						.filter((packet) -> packet.binary() || packet.type() == EnginePacket.MESSAGE)
						.forEach(echoed::add);
				}
			}
			if (!echoed.equals(this.received)) {
				throw new AssertionError("Received " + this.received + ", but " + echoed + " came back");
			}
		}

		private final class Echo implements EngineIOListener {

			private final EngineIOSession session;

			Echo(EngineIOSession session) {
				this.session = session;
			}

			@Override
			public void onText(ByteBuf text) {
				String message = text.toString(StandardCharsets.UTF_8);
				Conversation.this.received.add(ClientPacket.text("4" + message));
				this.session.send(message);
			}

			@Override
			public void onBinary(ByteBuf content) {
				Conversation.this.received.add(ClientPacket.binary(content));
				this.session.send(EncodedPacket.binary(content.copy()));
			}

			@Override
			public void onClose(CloseReason reason, String description) {
				Conversation.this.closed.add(reason);
			}

		}

	}

}
