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

package io.github.socketiospring.boot.autoconfigure.security;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.core.Authentication;

/**
 * Authenticates as the application does on its own port. That may block.
 */
final class ServletAuthenticationManager implements ReactiveAuthenticationManager {

	private final ObjectProvider<AuthenticationConfiguration> configuration;

	ServletAuthenticationManager(ObjectProvider<AuthenticationConfiguration> configuration) {
		this.configuration = configuration;
	}

	@Override
	public Mono<Authentication> authenticate(Authentication authentication) {
		return Mono.fromCallable(() -> manager().authenticate(authentication)).subscribeOn(Schedulers.boundedElastic());
	}

	private AuthenticationManager manager() throws Exception {
		AuthenticationConfiguration found = this.configuration.getIfAvailable();
		AuthenticationManager manager = (found != null) ? found.getAuthenticationManager() : null;
		if (manager == null) {
			throw new ProviderNotFoundException("The application has no AuthenticationManager");
		}
		return manager;
	}

}
