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

package io.github.socketiospring.engineio.transport;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A WebSocket as a binding gives it to the engine. The engine calls {@link #next},
 * {@link #write}, {@link #flush} and {@link #close} from one thread at a time: once the
 * connection is its session's transport and has an {@link #executor()}, from that one
 * alone.
 */
public interface WebSocketConnection {

	/** Close without a status: the client sees 1005. */
	int NO_STATUS = 1005;

	/**
	 * Close at once: what was written and has not left is dropped, and the client is not
	 * told.
	 */
	int ABNORMAL = 1006;

	/** A frame is not as the protocol wants it. */
	int PROTOCOL_ERROR = 1002;

	/** A text message is not UTF-8, or a message is not compressed as it says. */
	int INVALID_PAYLOAD = 1007;

	/** There are too many connections. */
	int TRY_AGAIN_LATER = 1013;

	/** A message exceeds the limit. */
	int TOO_BIG = 1009;

	/**
	 * The one thread that calls the {@link WebSocketReceiver} and from which the
	 * connection is to be written.
	 * @return the event loop of the connection, or null if any thread may write
	 */
	@Nullable EventExecutor executor();

	/**
	 * Whether the connection can take a packet now. Once it turned false,
	 * {@link WebSocketReceiver#onWritable()} tells when it is true again.
	 * @return false while it is congested or closed
	 */
	boolean isWritable();

	/**
	 * Whether a packet that is written now leaves at once. May be called from any thread.
	 * @return false while others wait for the server to take them
	 */
	default boolean isIdle() {
		return isWritable();
	}

	/**
	 * Hand over the next message, as soon as there is one. A message is handed over when
	 * the one before was handled, which this tells, mostly before the receiver returns;
	 * the first one may come at once. In between a connection keeps what it has read
	 * already, and does not read on.
	 */
	void next();

	/**
	 * How many bytes were written and have not left. May be called from any thread.
	 * @return the number of bytes, with what is kept about them
	 */
	long pendingBytes();

	/**
	 * Write a packet; {@link #flush()} sends what was written.
	 * @param packet the packet, of which one reference is taken over
	 */
	void write(EncodedPacket packet);

	/**
	 * Send what was written.
	 */
	void flush();

	/**
	 * Have {@link WebSocketReceiver#onFlush()} called once at the end of the current turn
	 * of the {@link #executor()}. May be called from any thread; not without an executor.
	 */
	void requestFlush();

	/**
	 * Close after what was written has been sent, or at once with {@link #ABNORMAL}.
	 * @param status the status to close with, {@link #NO_STATUS}, or {@link #ABNORMAL}
	 */
	void close(int status);

	/**
	 * Wait until the close has left, with what was written before it. Called after
	 * {@link #close}.
	 * @return completes when it has, or never will
	 */
	Mono<Void> closed();

}
