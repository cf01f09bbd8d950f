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

package io.github.socketiospring.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.benchmarks.load.Broadcasts;

/**
 * What goes from the clients of one server to those of another, over Redis. Both servers
 * and Redis share a core.
 *
 * @param type that of the cluster
 * @param text what is sent
 */
record ClusterMode(String type, String text) implements Mode {

	private static final int GROUPS = 10;

	private static final int GROUP_SIZE = 10;

	private static final int IN_FLIGHT = 8;

	@Override
	public String name() {
		return metric().name();
	}

	private Metric metric() {
		return Metric.rate("cluster-" + this.type,
				"Rooms of 10 on another server (" + this.type + "), 128 B, 8 in flight in each of ten", "deliveries");
	}

	@Override
	public List<Metric> metrics() {
		return List.of(metric());
	}

	@Override
	public List<String> contestants() {
		return List.of("ours", "node");
	}

	@Override
	public Trial prepare(Contestant contestant, Settings settings, Results soFar) throws Exception {
		Deque<AutoCloseable> started = new ArrayDeque<>();
		try {
			int redisPort = freePort();
			ServerProcess redis = ServerProcess.start(List.of("redis-server", "--port", String.valueOf(redisPort),
					"--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
			started.push(redis);
			redis.await("Ready to accept connections");
			Contestant member = contestant.with(arguments(contestant, redisPort));
			ServerProcess sender = ServerProcess.start(member, LoadedServer.JVM_OPTIONS);
			started.push(sender);
			int senderPort = sender.port();
			LoadedServer<Broadcasts> receiver = LoadedServer.start(member, LoadedServer.JVM_OPTIONS,
					settings.generator(),
					(generator, port) -> new Broadcasts(generator, port, senderPort, GROUPS, GROUP_SIZE, IN_FLIGHT,
							(group) -> "421[\"join\",\"room-" + group + "\"]",
							(group) -> "42[\"say\",\"room-" + group + "\",\"" + this.text + "\"]"));
			started.push(receiver);
			sender.share(true);
			receiver.warmUp(settings.warmUp());
			sender.share(false);
			return new ClusterTrial(metric(), receiver, settings.round(), started);
		}
		catch (Exception ex) {
			closeAll(started);
			throw ex;
		}
	}

	private List<String> arguments(Contestant contestant, int redisPort) {
		return (contestant instanceof Contestant.Node) ? List.of(this.type, String.valueOf(redisPort)) : List
			.of("--socketio.cluster.type=" + this.type, "--spring.data.redis.url=redis://127.0.0.1:" + redisPort);
	}

	private static int freePort() throws IOException {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return free.getLocalPort();
		}
	}

	private static void closeAll(Deque<AutoCloseable> started) throws Exception {
		for (AutoCloseable last : started) {
			last.close();
		}
	}

	/**
	 * The servers and Redis, which run.
	 */
	private record ClusterTrial(Metric metric, LoadedServer<Broadcasts> receiver, Duration round,
			Deque<AutoCloseable> started) implements Trial {

		@Override
		public Sample measure() throws Exception {
			LoadedServer.Run run = this.receiver.run(this.round);
			return run.sample(Map.of(this.metric, run.rate()));
		}

		@Override
		public void close() throws Exception {
			closeAll(this.started);
		}

	}

}
