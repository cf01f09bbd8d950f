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

/**
 * Clients that only answer heartbeats.
 */
public final class Idlers extends AbstractLoad {

	/**
	 * Create the load.
	 * @param generator runs it
	 * @param port the server's
	 * @param size how many clients
	 */
	public Idlers(Generator generator, int port, int size) {
		super(generator, port, size);
	}

	@Override
	Client client(int index) {
		return new Client(null) {

			@Override
			void onAnswer(ByteBuf in, int index, int length, int opcode) {
				// Nothing is asked
			}

		};
	}

	@Override
	void begin() {
		// Nothing to do
	}

}
