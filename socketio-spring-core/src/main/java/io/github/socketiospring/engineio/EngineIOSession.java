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

import java.time.Duration;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Mono;

/**
 * The connection of one client, which may move from HTTP long-polling to WebSocket. Safe
 * for use by several threads: what one thread sends arrives in that order.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/">Engine.IO protocol</a>
 */
public interface EngineIOSession {

	/**
	 * The id of the session. Who knows it can act as the client: never tell it to others
	 * and keep it out of logs above DEBUG.
	 * @return 20 URL-safe characters from a cryptographic source
	 */
	String id();

	/**
	 * The request that opened the session.
	 * @return the handshake
	 */
	EngineIOHandshake handshake();

	/**
	 * The version of the Engine.IO protocol in use, which is that of the first request.
	 * @return 4, or 3 for clients of Socket.IO 1 and 2
	 */
	int protocol();

	/**
	 * The transport in use.
	 * @return {@code polling} or {@code websocket}
	 */
	String transport();

	/**
	 * Whether the session is open.
	 * @return false once it is closed or about to
	 */
	boolean isOpen();

	/**
	 * Confirm that the session is one the application has a use for, a client that signed
	 * in for example: it does not count as
	 * {@linkplain EngineIOServerBuilder#maxPendingConnections pending} any more. Has an
	 * effect once.
	 */
	void confirm();

	/**
	 * Send a text message. What is sent to a session that is not open goes nowhere.
	 * @param text the content
	 */
	default void send(CharSequence text) {
		send(EncodedPacket.message(text));
	}

	/**
	 * Send a binary message.
	 * @param content the content, which is taken over
	 */
	default void send(ByteBuf content) {
		send(EncodedPacket.binary(content));
	}

	/**
	 * Send an encoded packet. A {@linkplain EncodedPacket#isVolatile() volatile} one is
	 * dropped unless the transport can take it at once: no other packet waits, a poll
	 * waits or the WebSocket is not congested, and no upgrade is under way.
	 * @param packet the packet, of which one reference is taken over
	 */
	void send(EncodedPacket packet);

	/**
	 * Send an encoded packet as {@link #send(EncodedPacket)} does, but run nothing of the
	 * session in the thread of the caller, who may hold a lock. {@link #flush()} has to
	 * follow.
	 * @param packet the packet, of which one reference is taken over
	 */
	void enqueue(EncodedPacket packet);

	/**
	 * Have what was {@linkplain #enqueue enqueued} handed to the transport.
	 */
	void flush();

	/**
	 * How many bytes wait for the client, in the session and in its connection, as they
	 * are counted for {@link EngineIOServerBuilder#outboundMaxBytes}.
	 * @return the number of bytes; 0 once the session is closed
	 */
	long waitingBytes();

	/**
	 * Ask the client whether it is still there, by a ping out of turn. A session whose
	 * client does not answer in time is closed with the reason {@code ping timeout}. One
	 * whose reading is paused asks after the pause.
	 * @param timeout the time that the client has to answer; the ping time-out if that is
	 * shorter
	 * @return true when the client answers, false when the session is closed, for
	 * whatever reason. With protocol 3 pings are the client's, which counts as alive
	 */
	Mono<Boolean> isAlive(Duration timeout);

	/**
	 * Close the session after what was sent before. A client that polls is told when it
	 * polls next, at the latest after 30 seconds.
	 */
	void close();

	/**
	 * Close the session at once: what waits to be sent is dropped.
	 * @param reason what the listener is told
	 */
	void close(CloseReason reason);

	/**
	 * Stop handling what the client sends, which includes its heartbeats and its close:
	 * nothing is read but what has come already, and no answer to a ping is awaited. Does
	 * nothing if reading is paused. Called in the serial place, as by the listener; takes
	 * effect before the next packet.
	 * @param limit how long the pause may be, then the session is closed with the reason
	 * {@code overloaded}; that of the first pause counts for the others as well
	 */
	void pauseReading(Duration limit);

	/**
	 * Go on, first with what has come already. Does nothing if reading is not paused.
	 * Called in the serial place.
	 */
	void resumeReading();

	/**
	 * Run a task in the serial place of the session: where its listener is called, one at
	 * a time. At once if nothing runs there.
	 * @param task the task, which must not block
	 */
	void execute(Runnable task);

	/**
	 * Run a task in the serial place, or on the event loop that the session has, when all
	 * is done that was under way there: when what has come was read, also that of other
	 * sessions. Called in the serial place.
	 * @param task the task, which must not block
	 */
	void executeLater(Runnable task);

}
