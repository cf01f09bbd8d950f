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

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The official JavaScript client loses its connection at random moments, and misses
 * nothing and gets nothing twice (FEATURES.md 2b: connection state recovery). A hundred
 * losses in all; a thousand with {@code socketio.test.long}.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryClientTests {

	@Parameter
	ServerBinding binding;

	private TestServer boot;

	private TestServer alone;

	private TestServer messagePack;

	@BeforeParameterizedClassInvocation
	void startServers() {
		this.boot = RecoveryApplication.startWithBoot(this.binding);
		this.alone = RecoveryApplication.startAlone(this.binding);
		this.messagePack = RecoveryApplication.startWithMessagePack(this.binding);
	}

	@AfterParameterizedClassInvocation
	void closeServers() {
		this.boot.close();
		this.alone.close();
		this.messagePack.close();
	}

	@TestFactory
	Stream<DynamicNode> recoversWithBoot() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.boot, transport, "recovery"));
	}

	@TestFactory
	Stream<DynamicNode> recoversWithoutBoot() {
		return Stream.of(JavaScriptClient.tests(this.alone, ClientTransport.UPGRADE, "recovery"));
	}

	@TestFactory
	Stream<DynamicNode> recoversWithMessagePack() {
		return Stream.of(JavaScriptClient.tests(this.messagePack, ClientTransport.UPGRADE, "recovery"));
	}

}
