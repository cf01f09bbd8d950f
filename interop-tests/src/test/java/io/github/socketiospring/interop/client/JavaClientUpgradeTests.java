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

package io.github.socketiospring.interop.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.socket.client.Socket;
import okhttp3.Interceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.socketiospring.interop.client.JavaClientTests.numbers;
import static io.github.socketiospring.interop.client.JavaClientTests.range;
import static io.github.socketiospring.interop.client.JavaClients.ask;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The official Java client upgrades when it is let do so.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaClientUpgradeTests {

	@Parameter
	ServerBinding binding;

	private TestServer server;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = new BootServer(this.binding, ClientApplication.class);
	}

	@AfterParameterizedClassInvocation
	void closeServer() {
		this.server.close();
	}

	@Test
	void losesDoublesAndReordersNothingAroundUpgrade() {
		byte[] bytes = { 0, 1, 2, -1, 127, -128 };
		CountDownLatch gate = new CountDownLatch(1);
		JavaClients gated = new JavaClients(this.server.url(), ClientTransport.UPGRADE, upgradesAfter(gate));
		try {
			Socket socket = gated.connect("/");
			Inbox pumped = new Inbox(socket, "pumped");
			socket.emit("pump");
			List<List<Object>> received = new ArrayList<>(pumped.next(50));
			assertThat(ask(socket, "transport")).containsExactly("polling");
			gate.countDown();
			int sent = 0;
			for (int more = 20; more > 0; sent += 10) {
				for (int i = sent; i < sent + 10; i++) {
					socket.emit("number", (i % 7 == 0) ? new Object[] { i, bytes } : new Object[] { i });
				}
				more -= ask(socket, "transport").contains("websocket") ? 1 : 0;
			}
			received.addAll(pumped.next(50));
			int count = (int) ask(socket, "pump stop").get(0);
			assertThat(ask(socket, "numbers")).containsExactly(range(sent));
			received.addAll(pumped.next(count - received.size()));
			assertThat(pumped.rest()).isEmpty();
			assertThat(numbers(received)).isEqualTo(range(count));
		}
		finally {
			gate.countDown();
			gated.close();
			this.server.awaitNoClients();
			gated.shutDown();
		}
	}

	private static Interceptor upgradesAfter(CountDownLatch gate) {
		return (chain) -> {
			if ("websocket".equalsIgnoreCase(chain.request().header("Upgrade"))) {
				try {
					assertThat(gate.await(15, TimeUnit.SECONDS)).isTrue();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
			return chain.proceed(chain.request());
		};
	}

}
