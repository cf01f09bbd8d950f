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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that have one cluster of four servers, once for each adapter.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClusterTest {

	@Parameter
	AdapterKind adapter;

	Cluster cluster;

	/**
	 * Where calls are made.
	 */
	static Stream<NodeKind> callers() {
		return Arrays.stream(NodeKind.all()).distinct();
	}

	@BeforeParameterizedClassInvocation
	void startCluster() {
		this.cluster = Cluster.start(this.adapter, NodeKind.all());
	}

	@AfterParameterizedClassInvocation
	void closeCluster() {
		this.cluster.close();
	}

	@AfterEach
	void disconnectClients() {
		this.cluster.disconnectClients();
	}

	/**
	 * Assert that each of these has received just these events, in any case nothing
	 * twice.
	 */
	static void assertReceived(List<Client> clients, List<?>... events) {
		clients.forEach((client) -> assertThat(client.received()).as(client.name()).isEqualTo(Arrays.asList(events)));
	}

	/**
	 * Emit a volatile event until all of those have received it at once. Right behind
	 * another packet it may rightly be lost, even when a client has that already: the
	 * server may not have heard yet that it was written.
	 */
	void awaitVolatile(Target sender, Target fences, List<Client> receivers, List<Client> others, String event,
			Object... args) {
		List<Object> received = new ArrayList<>(List.of(event));
		received.addAll(Arrays.asList(args));
		Cluster.await("volatile event").until(() -> {
			sender.asVolatile().emit(event, args);
			this.cluster.fence(fences, receivers);
			this.cluster.fence(fences, others);
			assertReceived(others);
			List<List<List<Object>>> all = receivers.stream().map(Client::received).toList();
			return all.stream().allMatch(List.of(received)::equals);
		});
	}

	static List<Object> event(Object... event) {
		return Arrays.asList(event);
	}

	static ByteBuffer bytes(int... values) {
		ByteBuffer bytes = ByteBuffer.allocate(values.length);
		for (int value : values) {
			bytes.put((byte) value);
		}
		return bytes.flip();
	}

	static List<String> ids(List<Client> clients) {
		return clients.stream().map(Client::id).toList();
	}

}
