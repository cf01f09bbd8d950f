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

import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A client that never reads, and another that says something to it all the time. What is
 * said is counted. Each that does not read gets twice as much as waits for a client by
 * default, since the connection takes some of it; then the next one comes.
 */
public final class SlowReader implements Load {

	private static final int SIZE = 16 * 1024;

	private static final int TIMES = 32 * 1024 * 1024 / SIZE;

	private static final ByteBuf JOIN = Frames.text("421[\"join\",\"slow\"]");

	private static final ByteBuf SAY = Frames.text("42[\"say\",\"slow\",\"" + "x".repeat(SIZE) + "\"]");

	private final Generator generator;

	private final int port;

	private final Client speaker = new Client(false);

	private Client reader = new Client(true);

	private int said;

	private boolean running;

	private long count;

	/**
	 * Create the load.
	 * @param generator runs it
	 * @param port the server's
	 */
	public SlowReader(Generator generator, int port) {
		this.generator = generator;
		this.port = port;
	}

	@Override
	public void connect() {
		this.generator.open(this.port, this.speaker);
	}

	@Override
	public boolean isConnected() {
		return this.speaker.ready;
	}

	@Override
	public void start() {
		this.running = true;
		next();
		say();
	}

	private void next() {
		this.said = 0;
		this.reader = new Client(true);
		this.generator.open(this.port, this.reader);
	}

	private void say() {
		if (!this.running) {
			return;
		}
		if (this.said == TIMES) {
			this.reader.drop();
			next();
		}
		if (this.reader.ready) {
			this.said++;
			this.count++;
			this.speaker.write(SAY.duplicate());
			this.speaker.flush();
		}
		this.generator.loop().schedule(this::say, 1, TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() {
		this.running = false;
		this.reader.drop();
	}

	/**
	 * What is said needs no answer.
	 */
	@Override
	public boolean isIdle() {
		return true;
	}

	@Override
	public long count() {
		return this.count;
	}

	@Override
	public void close() {
		this.speaker.close();
	}

	private final class Client extends WebSocketClient {

		private final boolean joins;

		private boolean ready;

		private Client(boolean joins) {
			this.joins = joins;
		}

		@Override
		void onConnected() {
			if (this.joins) {
				write(JOIN.duplicate());
			}
			else {
				this.ready = true;
			}
		}

		@Override
		void onPacket(ByteBuf in, int index, int length, int opcode) {
			this.ready = true;
			pause();
		}

		@Override
		void onClosed(@Nullable Exception error) {
			// A server may be tired of the one that does not read
			if (error != null && !this.joins) {
				SlowReader.this.generator.fail(error);
			}
		}

	}

}
