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

/**
 * Many clients in one room that do nothing more. They poll, but do not wait for packets:
 * so they need no connection, of which a machine has few.
 */
public final class Crowd {

	private static final int CONNECTIONS = 32;

	private final Generator generator;

	private final int port;

	private final int size;

	private final String join;

	private int begun;

	private int joined;

	/**
	 * Create the crowd.
	 * @param generator runs it
	 * @param port the server's
	 * @param size how many clients
	 * @param join the packet that makes a client join
	 */
	public Crowd(Generator generator, int port, int size, String join) {
		this.generator = generator;
		this.port = port;
		this.size = size;
		this.join = join;
	}

	/**
	 * Begin to join. Called on the event loop.
	 */
	public void join() {
		for (int i = 0; i < CONNECTIONS; i++) {
			next(new HttpClient(this.generator, this.port));
		}
	}

	private void next(HttpClient client) {
		if (this.begun++ < this.size) {
			client.send(HttpClient.get(""), (handshake) -> join(client, "&sid=" + handshake.split("\"")[3]));
		}
		else {
			client.close();
		}
	}

	private void join(HttpClient client, String session) {
		// An event that comes together with the CONNECT comes too early
		client.send(HttpClient.post(session, "40"),
				(connected) -> client.send(HttpClient.post(session, this.join), (ok) -> {
					this.joined++;
					next(client);
				}));
	}

	/**
	 * Whether all have joined. Called on the event loop.
	 * @return true if they have
	 */
	public boolean isComplete() {
		return this.joined == this.size;
	}

}
