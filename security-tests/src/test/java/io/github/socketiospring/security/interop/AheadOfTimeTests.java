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

package io.github.socketiospring.security.interop;

import java.nio.file.Path;
import java.util.List;

import io.github.socketiospring.test.AheadOfTimeApplication;
import io.socket.client.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Security, and controllers that are proxied for it, in an application that was
 * processed ahead of time.
 */
class AheadOfTimeTests {

	@TempDir
	private static Path folder;

	private static AheadOfTimeApplication application;

	@BeforeAll
	static void startApplication() {
		application = AheadOfTimeApplication.start(MethodSecurityProgram.class, folder);
	}

	@AfterAll
	static void closeApplication() {
		application.close();
	}

	@Test
	void startsFromWhatWasGenerated() {
		assertThat(application.log()).contains("Starting AOT-processed MethodSecurityProgram");
	}

	@ParameterizedTest
	@EnumSource
	void letsInWhoHasTheAuthorityAndAnswersWhoHasNot(Transport transport) {
		Clients clients = new Clients(application.url(), transport);
		try (clients) {
			Socket admin = clients.connect("/", Users.ADMIN);
			assertThat(Clients.ask(admin, "delete", "it")).isEqualTo("deleted it");
			assertThat(Clients.ask(admin, "list")).isEqualTo(List.of("a", "b"));
			assertThat(Clients.ask(admin, "mine", "admin")).isEqualTo("yours, admin");
			Socket alice = clients.connect("/", Users.ALICE);
			assertThat(Clients.ask(alice, "delete", "it")).isEqualTo(MethodSecurityTests.DENIED);
			assertThat(Clients.ask(alice, "mine", "admin")).isEqualTo(MethodSecurityTests.DENIED);
			assertThat(Clients.ask(clients.connect("/admin", Users.ADMIN), "delete"))
				.isEqualTo("handled: Access Denied");
			assertThat(clients.refusal("/admin", Users.ALICE)).first().asString().contains("Access Denied");
		}
		clients.shutDown();
	}

}
