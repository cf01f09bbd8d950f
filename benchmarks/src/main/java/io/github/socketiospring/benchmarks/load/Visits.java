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

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Clients that connect to the namespace and close at once, some at a time.
 */
public final class Visits implements Load {

	private static final int AT_ONCE = 32;

	private final Generator generator;

	private final int port;

	private boolean running;

	private int open;

	private long count;

	/**
	 * Create the load.
	 * @param generator runs it
	 * @param port the server's
	 */
	public Visits(Generator generator, int port) {
		this.generator = generator;
		this.port = port;
	}

	@Override
	public void connect() {
		// That is what is measured
	}

	@Override
	public boolean isConnected() {
		return true;
	}

	@Override
	public void start() {
		this.running = true;
		for (int i = 0; i < AT_ONCE; i++) {
			visit();
		}
	}

	private void visit() {
		this.open++;
		this.generator.open(this.port, new Visitor());
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isIdle() {
		return this.open == 0;
	}

	@Override
	public long count() {
		return this.count;
	}

	@Override
	public void close() {
		// Nobody stays
	}

	private final class Visitor extends WebSocketClient {

		@Override
		void onConnected() {
			Visits.this.count++;
			close();
		}

		@Override
		void onPacket(ByteBuf in, int index, int length, int opcode) {
			// Whatever comes is too late
		}

		@Override
		void onClosed(@Nullable Exception error) {
			if (error != null) {
				Visits.this.generator.fail(error);
			}
			Visits.this.open--;
			if (Visits.this.running) {
				visit();
			}
		}

	}

}
