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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.util.ClassUtils;

/**
 * Tokens that authentications came of, where there can be any.
 */
final class BearerTokens {

	private static final boolean PRESENT = ClassUtils.isPresent(
			"org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken",
			BearerTokens.class.getClassLoader());

	private BearerTokens() {
	}

	/**
	 * When the token of an authentication expires.
	 * @return null for never, or if there is no token
	 */
	static @Nullable Instant expiresAt(Authentication authentication) {
		return PRESENT ? OAuth2.expiresAt(authentication) : null;
	}

	/** Loaded only where Spring Security's resource server is there. */
	private static final class OAuth2 {

		static @Nullable Instant expiresAt(Authentication authentication) {
			// What a converter of the application makes mostly has it as the credentials
			Object token = (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> bearer)
					? bearer.getToken() : authentication.getCredentials();
			return (token instanceof OAuth2Token known) ? known.getExpiresAt() : null;
		}

	}

}
