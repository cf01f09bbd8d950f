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

package io.github.socketiospring.benchmarks.load;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Echoes over HTTP long-polling: each client has two connections, one that waits for
 * packets and one that sends, with one packet under way.
 */
public final class Polling implements Load {

	private final Generator generator;

	private final int port;

	private final int size;

	private final String packet;

	private final List<Session> sessions = new ArrayList<>();

	private int connected;

	private boolean running;

	private long count;

	private int underWay;

	/**
	 * Create the load.
	 * @param generator runs it
	 * @param port the server's
	 * @param size how many clients
	 * @param packet what is sent, and comes back
	 */
	public Polling(Generator generator, int port, int size, String packet) {
		this.generator = generator;
		this.port = port;
		this.size = size;
		this.packet = packet;
	}

	@Override
	public void connect() {
		for (int i = 0; i < this.size; i++) {
			Session session = new Session();
			this.sessions.add(session);
			session.receiver.send(HttpClient.get(""), session::onOpen);
		}
	}

	@Override
	public boolean isConnected() {
		return this.connected == this.size;
	}

	@Override
	public void start() {
		this.running = true;
		this.sessions.forEach(Session::echo);
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isIdle() {
		return this.underWay == 0;
	}

	@Override
	public long count() {
		return this.count;
	}

	@Override
	public void close() {
		for (Session session : this.sessions) {
			session.receiver.close();
			session.sender.close();
		}
	}

	private final class Session {

		private final HttpClient receiver = new HttpClient(Polling.this.generator, Polling.this.port);

		private final HttpClient sender = new HttpClient(Polling.this.generator, Polling.this.port);

		private @Nullable ByteBuf poll;

		private @Nullable ByteBuf post;

		private @Nullable ByteBuf pong;

		/** Of the packet that is under way: sent and answered. */
		private int halves;

		private void onOpen(String handshake) {
			String query = "&sid=" + handshake.split("\"")[3];
			this.poll = HttpClient.get(query);
			this.post = HttpClient.post(query, Polling.this.packet);
			this.pong = HttpClient.post(query, "3");
			this.sender.send(HttpClient.post(query, "40"), (ok) -> poll());
		}

		private void poll() {
			if (this.poll != null) {
				this.receiver.send(this.poll, this::onPackets);
			}
		}

		private void onPackets(String packets) {
			poll();
			for (String packet : packets.split("\u001e")) {
				if (packet.equals("2") && this.pong != null) {
					this.sender.send(this.pong, (ok) -> {
					});
				}
				else if (packet.startsWith("40")) {
					Polling.this.connected++;
				}
				else if (packet.startsWith("42")) {
					half();
				}
			}
		}

		private void echo() {
			if (this.post != null) {
				Polling.this.underWay++;
				this.halves = 0;
				this.sender.send(this.post, (ok) -> half());
			}
		}

		private void half() {
			if (++this.halves == 2) {
				Polling.this.underWay--;
				Polling.this.count++;
				if (Polling.this.running) {
					echo();
				}
			}
		}

	}

}
