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

package io.github.socketiospring.webflux;

import java.security.Principal;

import org.junit.jupiter.api.Test;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.cors.CorsConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class CrossOriginCredentialsTests {

	private static final Principal USER = () -> "alice";

	private static final Principal ANONYMOUS = new AnonymousAuthenticationToken("key", "anonymous",
			AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

	private final CrossOriginCredentials credentials = new CrossOriginCredentials();

	private final CorsConfiguration cors = new CorsConfiguration();

	private boolean areStolen(String origin, Principal principal) {
		MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get("http://server.example/");
		if (origin != null) {
			request.header("Origin", origin);
		}
		MockServerWebExchange exchange = MockServerWebExchange.from(request);
		CrossOriginCredentials.note(exchange, this.cors);
		return this.credentials.areStolen(exchange, principal);
	}

	@Test
	void areThoseOfAUserOnAPageOfAnotherOrigin() {
		assertThat(areStolen("http://other.example", USER)).isTrue();
		assertThat(areStolen("http://server.example", USER)).isFalse();
		assertThat(areStolen(null, USER)).isFalse();
	}

	@Test
	void nobodyHasNone() {
		assertThat(areStolen("http://other.example", null)).isFalse();
		assertThat(areStolen("http://other.example", ANONYMOUS)).isFalse();
	}

	@Test
	void mayBeAllowed() {
		this.cors.setAllowCredentials(true);
		assertThat(areStolen("http://other.example", USER)).isFalse();
		this.cors.setAllowCredentials(false);
		assertThat(areStolen("http://other.example", USER)).isTrue();
	}

}
