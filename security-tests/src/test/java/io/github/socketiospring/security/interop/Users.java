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

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * The users of all applications.
 */
@Configuration(proxyBeanMethods = false)
class Users {

	static final String ALICE = "alice:a";

	static final String BOB = "bob:b";

	static final String ADMIN = "admin:c";

	@Bean
	MapReactiveUserDetailsService users() {
		return new MapReactiveUserDetailsService(user(ALICE, "ROLE_USER"), user(BOB, "ROLE_USER"),
				user(ADMIN, "ROLE_USER", "ROLE_ADMIN", "delete"));
	}

	private static UserDetails user(String credentials, String... authorities) {
		String[] parts = credentials.split(":");
		return User.withUsername(parts[0]).password("{noop}" + parts[1]).authorities(authorities).build();
	}

}
