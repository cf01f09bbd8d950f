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

package io.github.socketiospring.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;

/**
 * A Redis on a free port of the loopback interface, which keeps nothing on the disk.
 */
final class RedisServer implements AutoCloseable {

	private final RedisVersion version;

	private final int port;

	private Process process;

	private Process guard;

	private RedisServer(RedisVersion version, int port) {
		this.version = version;
		this.port = port;
		start();
	}

	static RedisServer start(RedisVersion version) {
		return new RedisServer(version, freePort());
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.port;
	}

	/**
	 * Start it again, empty, where it was.
	 */
	void start() {
		this.process = Processes
			.start(new ProcessBuilder(this.version.executable(), "--port", String.valueOf(this.port), "--bind",
					"127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning")
				.directory(Path.of("target").toFile())
				.redirectErrorStream(true)
				.redirectOutput(Path.of("target", "redis.log").toFile()));
		// Ends it when this process cannot, since it has been killed
		this.guard = Processes
			.start(new ProcessBuilder("sh", "-c", "cat > /dev/null; kill -KILL " + this.process.pid()));
		Awaitility.await("start of Redis")
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(10))
			.until(this::answers);
	}

	private boolean answers() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("Redis has ended: see target/redis.log");
		}
		try (RedisConnection connection = connect()) {
			return "PONG".equals(connection.call("PING"));
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	RedisConnection connect() {
		return new RedisConnection(this.port);
	}

	void kill() {
		Processes.kill(this.guard);
		Processes.kill(this.process);
	}

	void pause() {
		Processes.pause(this.process);
	}

	void resume() {
		Processes.resume(this.process);
	}

	@Override
	public void close() {
		kill();
	}

}
