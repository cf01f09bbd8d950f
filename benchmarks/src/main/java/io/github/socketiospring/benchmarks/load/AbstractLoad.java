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
 * A load of a number of WebSockets, which are opened some at a time.
 */
abstract class AbstractLoad implements Load {

	private static final int OPENING_AT_ONCE = 64;

	private final Generator generator;

	private final int port;

	private final int size;

	private final List<Client> clients = new ArrayList<>();

	private int opened;

	private boolean running;

	private long count;

	private long underWay;

	AbstractLoad(Generator generator, int port, int size) {
		this.generator = generator;
		this.port = port;
		this.size = size;
	}

	/**
	 * The port of the server that a client connects to.
	 */
	int port(int index) {
		return this.port;
	}

	/**
	 * Create the next client.
	 */
	abstract Client client(int index);

	/**
	 * Send the first packets.
	 */
	abstract void begin();

	final List<Client> clients() {
		return this.clients;
	}

	final boolean isRunning() {
		return this.running;
	}

	/** Some was sent, and as much is to come. */
	final void sent(long amount) {
		this.underWay += amount;
	}

	/** Some of it has come. */
	final void answered(long amount) {
		this.underWay -= amount;
	}

	/** Some is to be counted. */
	final void counted(long amount) {
		this.count += amount;
	}

	/** Both. */
	final void received(long amount) {
		answered(amount);
		counted(amount);
	}

	final void fail(String message) {
		this.generator.fail(new IllegalStateException(message));
	}

	@Override
	public void connect() {
		for (int i = 0; i < Math.min(OPENING_AT_ONCE, this.size); i++) {
			open();
		}
	}

	private void open() {
		int index = this.opened++;
		this.generator.open(port(index), client(index));
	}

	@Override
	public boolean isConnected() {
		return this.clients.size() == this.size && this.underWay == 0;
	}

	@Override
	public final void start() {
		this.running = true;
		begin();
		this.clients.forEach(Client::flush);
	}

	@Override
	public final void stop() {
		this.running = false;
	}

	@Override
	public final boolean isIdle() {
		return this.underWay == 0;
	}

	@Override
	public final long count() {
		return this.count;
	}

	@Override
	public void close() {
		this.clients.forEach(Client::close);
	}

	/**
	 * One of the clients.
	 */
	abstract class Client extends WebSocketClient {

		private @Nullable ByteBuf greeting;

		/**
		 * Create a client.
		 * @param greeting what it sends first, and once, to be acknowledged; or null
		 */
		Client(@Nullable ByteBuf greeting) {
			this.greeting = greeting;
		}

		/**
		 * A packet has come that does not answer the greeting.
		 */
		abstract void onAnswer(ByteBuf in, int index, int length, int opcode);

		@Override
		final void onPacket(ByteBuf in, int index, int length, int opcode) {
			if (this.greeting != null) {
				this.greeting = null;
				answered(1);
			}
			else {
				onAnswer(in, index, length, opcode);
			}
		}

		@Override
		final void onConnected() {
			AbstractLoad.this.clients.add(this);
			if (this.greeting != null) {
				sent(1);
				write(this.greeting.duplicate());
			}
			if (AbstractLoad.this.opened < AbstractLoad.this.size) {
				open();
			}
		}

		@Override
		final void onClosed(@Nullable Exception error) {
			if (error != null) {
				AbstractLoad.this.generator.fail(error);
			}
		}

	}

}
