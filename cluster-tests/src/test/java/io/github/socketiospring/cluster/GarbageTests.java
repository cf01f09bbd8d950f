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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.SocketIOCounter;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is no message comes to Java servers over Redis: they skip and count it, and go on.
 * The reference does not survive it, so there is none here.
 */
@EnabledIf("io.github.socketiospring.cluster.NodeKind#withJava")
class GarbageTests {

	@ParameterizedTest
	@EnumSource
	void skipsAndCountsWhatIsNoMessage(AdapterKind adapter) {
		try (Cluster cluster = Cluster.start(adapter, NodeKind.JAVA, NodeKind.JAVA)) {
			String room = cluster.unique("room");
			List<Client> clients = cluster.clientOfEach(room);
			clients.forEach((client) -> client.answer(client.name()));
			int sent = 0;
			try (RedisConnection redis = cluster.redis().connect()) {
				for (Object[] command : commands(adapter, room)) {
					redis.call(command);
					sent++;
					// Not so much at once that Redis gives a server up
					if (sent % 200 == 0) {
						cluster.fence(cluster.nodes().get(0).all(), clients);
					}
				}
			}
			for (ClusterNode node : cluster.nodes()) {
				cluster.fence(node.all(), clients);
				cluster.fence(node.to(room), clients);
				assertThat(node.serverCount()).isEqualTo(2);
				assertThat(node.all().fetchSockets().failure()).isNull();
				assertThat(node.all().fetchSockets().ids())
					.containsExactlyInAnyOrderElementsOf(ClusterTest.ids(clients));
				assertThat(node.all().emitWithAck("question").values())
					.containsExactlyInAnyOrderElementsOf(clients.stream().map(Client::name).toList());
				assertThat(node.serverSideEmitWithAck("server question").values()).hasSize(1);
				assertThat(node.serverEvents()).isEmpty();
				// Some of it may be taken for something, or is for nobody
				assertThat(node.count(SocketIOCounter.SERVER_MESSAGE_INVALID)).as("of %d", sent)
					.isGreaterThan(sent / 10);
			}
			assertThat(clients).allSatisfy((client) -> {
				assertThat(client.connected()).isTrue();
				assertThat(client.received()).isEqualTo(List.of(List.of("question"), List.of("question")));
			});
		}
	}

	private static List<Object[]> commands(AdapterKind adapter, String room) {
		return switch (adapter) {
			case REDIS -> plain(room);
			case REDIS_SHARDED -> published("SPUBLISH", room);
			case REDIS_STREAMS -> streamed(room);
		};
	}

	private static List<Object[]> plain(String room) {
		List<Object[]> commands = new ArrayList<>();
		for (byte[] form : Garbage.forms()) {
			for (String channel : List.of("socket.io#/#", "socket.io#/#" + room + "#", "socket.io-request#/#",
					"socket.io-response#/#")) {
				commands.add(command("PUBLISH", channel, form));
			}
		}
		for (Map<String, Object> request : Garbage.requests()) {
			for (String channel : List.of("socket.io-request#/#", "socket.io-response#/#")) {
				commands.add(command("PUBLISH", channel, Garbage.json(request)));
				commands.add(command("PUBLISH", channel, Garbage.messagePack(request)));
			}
			List<Object> event = Arrays.asList(request.get("uid"), request.get("packet"), request.get("opts"));
			commands.add(command("PUBLISH", "socket.io#/#", Garbage.messagePack(event)));
		}
		return commands;
	}

	private static List<Object[]> published(String publish, String room) {
		List<Object[]> commands = new ArrayList<>();
		for (byte[] form : Garbage.forms()) {
			commands.add(command(publish, "socket.io#/#", form));
			commands.add(command(publish, "socket.io#/#" + room + "#", form));
		}
		for (Map<String, Object> message : Garbage.messages()) {
			commands.add(command(publish, "socket.io#/#", Garbage.json(message)));
			commands.add(command(publish, "socket.io#/#", Garbage.messagePack(message)));
		}
		return commands;
	}

	private static List<Object[]> streamed(String room) {
		List<Object[]> commands = published("PUBLISH", room);
		commands.add(command("XADD", "socket.io", "*", "some", "thing"));
		commands.add(command("XADD", "socket.io", "*", "nsp", "/"));
		for (byte[] form : Garbage.forms()) {
			commands.add(entry("stranger", "/", "3", form));
			commands.add(entry("stranger", "/", "3", Base64.getEncoder().encode(form)));
			commands.add(command("XADD", "socket.io", "*", "uid", form, "nsp", form, "type", form, "data", "{}"));
		}
		for (Map<String, Object> message : Garbage.messages()) {
			String type = String.valueOf(message.get("type"));
			commands.add(entry(message.get("uid"), message.get("nsp"), type, Garbage.json(message.get("data"))));
			commands.add(entry(message.get("uid"), message.get("nsp"), type,
					Base64.getEncoder().encode(Garbage.messagePack(message.get("data")))));
		}
		return commands;
	}

	private static Object[] entry(Object uid, Object namespace, String type, byte[] data) {
		return command("XADD", "socket.io", "MAXLEN", "~", 10_000, "*", "uid", String.valueOf(uid), "nsp",
				String.valueOf(namespace), "type", type, "data", data);
	}

	private static Object[] command(Object... words) {
		return words;
	}

}
