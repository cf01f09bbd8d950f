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

package io.github.socketiospring.security;

import java.util.Arrays;

import io.github.socketiospring.SocketIOGuard.EventGuard;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import org.junit.jupiter.api.Test;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class SocketIORulesTests {

	private final SocketIORules rules = SocketIORules.builder()
		.namespace("/admin", "/audit/{year}")
		.hasRole("ADMIN")
		.event("delete*", "drop")
		.hasAuthority("delete")
		.event("forbidden")
		.denyAll()
		.anyEvent()
		.authenticated()
		.namespace("/some/**")
		.hasAnyRole("ADMIN", "USER")
		.event("known")
		.permitAll()
		.namespace("/rooms/**")
		.access((authentication, context) -> new AuthorizationDecision(
				context.socket().namespace().name().endsWith(authentication.get().getName())))
		.namespace("/", "any/**")
		.permitAll()
		.build();

	private static SocketIOSocket socket(String namespace, String... authorities) {
		SocketIOSocket socket = mock(SocketIOSocket.class);
		SocketIONamespace of = mock(SocketIONamespace.class);
		given(of.name()).willReturn(namespace);
		given(socket.namespace()).willReturn(of);
		if (authorities.length > 0) {
			given(socket.principal()).willReturn(new TestingAuthenticationToken("ann", "", authorities));
		}
		return socket;
	}

	private boolean connects(String namespace, String... authorities) {
		try {
			SocketIOSocket socket = socket(namespace, authorities);
			this.rules.checkConnect(socket, socket.principal());
			return true;
		}
		catch (AccessDeniedException ex) {
			return false;
		}
	}

	private boolean sends(String namespace, String event, String... authorities) {
		EventGuard guard = this.rules.eventGuard(namespace);
		try {
			if (guard != null) {
				guard.check(socket(namespace, authorities), event);
			}
			return true;
		}
		catch (AccessDeniedException ex) {
			return false;
		}
	}

	@Test
	void firstPatternThatFitsDecidesOnConnections() {
		assertThat(connects("/admin", "ROLE_ADMIN")).isTrue();
		assertThat(connects("/admin", "ROLE_USER")).isFalse();
		assertThat(connects("/admin")).isFalse();
		assertThat(connects("/audit/2026", "ROLE_ADMIN")).isTrue();
		assertThat(connects("/audit/2026")).isFalse();
		assertThat(connects("/some", "ROLE_USER")).isTrue();
		assertThat(connects("/some/where", "ROLE_USER")).isTrue();
		assertThat(connects("/some/where")).isFalse();
		assertThat(connects("/rooms/of/ann", "ROLE_USER")).isTrue();
		assertThat(connects("/rooms/of/bob", "ROLE_USER")).isFalse();
		assertThat(connects("/")).isTrue();
		assertThat(connects("/any/thing")).isTrue();
	}

	@Test
	void deniesWhatNoPatternFits() {
		for (String name : Arrays.asList("/other", "/admin/x", "/admin/", "/ADMIN", "/audit", "/somewhere",
				"/admin;x=1")) {
			assertThat(connects(name, "ROLE_ADMIN", "ROLE_USER")).as(name).isFalse();
		}
		assertThat(sends("/some", "unknown", "ROLE_ADMIN")).isFalse();
		assertThat(sends("/some", null, "ROLE_ADMIN")).isFalse();
	}

	@Test
	void nameIsNoUri() {
		SocketIORules rules = SocketIORules.builder().namespace("/a").denyAll().namespace("/**").permitAll().build();
		for (String name : Arrays.asList("/a;b", "/%61", "/a/b", "//a")) {
			rules.checkConnect(socket(name), null);
		}
	}

	@Test
	void firstRuleThatFitsDecidesOnEvents() {
		assertThat(sends("/admin", "delete all", "delete")).isTrue();
		assertThat(sends("/admin", "delete", "ROLE_ADMIN")).isFalse();
		assertThat(sends("/admin", "drop", "ROLE_ADMIN")).isFalse();
		assertThat(sends("/admin", "undelete", "ROLE_ADMIN")).isTrue();
		assertThat(sends("/admin", "forbidden", "ROLE_ADMIN", "delete")).isFalse();
		assertThat(sends("/admin", "other", "x")).isTrue();
		assertThat(sends("/admin", null, "x")).isTrue();
		assertThat(sends("/admin", "other")).isFalse();
		assertThat(sends("/some", "known")).isTrue();
	}

	@Test
	void anonymousIsNotAuthenticated() {
		SocketIOSocket socket = socket("/admin");
		given(socket.principal()).willReturn(new AnonymousAuthenticationToken("key", "nobody",
				AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
		assertThat(denied(() -> this.rules.eventGuard("/admin").check(socket, "other"))).isTrue();
	}

	private static boolean denied(Runnable action) {
		try {
			action.run();
			return false;
		}
		catch (AccessDeniedException ex) {
			return true;
		}
	}

	@Test
	void costsNothingWhereEventsHaveNoRules() {
		assertThat(this.rules.eventGuard("/")).isNull();
		assertThat(this.rules.eventGuard("/rooms/x")).isNull();
		assertThat(this.rules.eventGuard("/unknown")).isNull();
		assertThat(this.rules.eventGuard("/some/where")).isNotNull();
	}

	@Test
	void ruleForAnEventNeedsANamespace() {
		assertThatIllegalStateException().isThrownBy(() -> SocketIORules.builder().anyEvent())
			.withMessageContaining("name that first");
		assertThatIllegalStateException().isThrownBy(() -> SocketIORules.builder().build())
			.withMessageContaining("no rules");
	}

}
