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
 * Clients that keep one server busy. Called on the event loop of the generator.
 */
public interface Load {

	/**
	 * Connect the clients, before anything else.
	 */
	void connect();

	/**
	 * Whether all clients are connected.
	 * @return true if the load can be started
	 */
	boolean isConnected();

	/**
	 * Begin to send.
	 */
	void start();

	/**
	 * Forget what was found so far, but for the {@link #count()}: it is measured from now
	 * on.
	 */
	default void reset() {
	}

	/**
	 * Send no more; what is under way may be answered.
	 */
	void stop();

	/**
	 * Whether everything that was sent has been answered.
	 * @return true if nothing is under way
	 */
	boolean isIdle();

	/**
	 * How much was done so far.
	 * @return the answers, or whatever else is counted
	 */
	long count();

	/**
	 * Close the clients: from now on the server may close connections.
	 */
	void close();

}
