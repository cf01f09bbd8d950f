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

import java.util.List;
import java.util.Map;

import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.boot.autoconfigure.SocketIOAutoConfiguration;
import io.github.socketiospring.context.ContextPropagationScope;
import io.github.socketiospring.context.MdcScope;
import io.github.socketiospring.context.MdcThreadLocalAccessor;
import io.github.socketiospring.security.AuthenticationPrincipalArgumentResolver;
import io.github.socketiospring.security.BearerTokenAuthenticator;
import io.github.socketiospring.security.SecurityContextScope;
import io.github.socketiospring.security.SocketAuthenticator;
import io.github.socketiospring.security.SocketIOSecurity;
import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class SocketIOSecurityAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(SocketIOAutoConfiguration.class,
			SocketIOSecurityAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	@Test
	void guardsTheServer() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(SocketIOSecurity.class)
				.hasSingleBean(SecurityContextScope.class)
				.hasSingleBean(AuthenticationPrincipalArgumentResolver.class)
				.doesNotHaveBean(SocketAuthenticator.class)
				.doesNotHaveBean(EndpointWebFilter.class)
				.hasSingleBean(SocketIOServer.class);
		});
	}

	@Test
	void backsOffWithoutSpringSecurity() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("socketIOSecurity")
				.hasSingleBean(SocketIOServer.class));
	}

	@Test
	void backsOffInServletApplications() {
		new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).doesNotHaveBean(SocketIOGuard.class));
	}

	@Test
	void readsTokensWithTheDecoderOfAServletApplicationThatHasAnEndpoint() {
		new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withPropertyValues("socketio.server.port=0", "socketio.server.address=127.0.0.1")
			.withBean(JwtDecoder.class, () -> (token) -> {
				throw new BadJwtException("not " + token);
			})
			.run((context) -> {
				assertThat(context).hasSingleBean(SocketIOSecurity.class)
					.hasSingleBean(BearerTokenAuthenticator.class)
					.doesNotHaveBean(EndpointWebFilter.class);
			});
	}

	@Test
	void backsOffFromWhatTheApplicationHas() {
		this.runner.withUserConfiguration(Own.class, Decoder.class).run((context) -> {
			assertThat(context).doesNotHaveBean(BearerTokenAuthenticator.class);
			assertThat(context.getBean(SocketIOSecurity.class)).isSameAs(Own.SECURITY);
		});
	}

	@Test
	void guardsOfTheApplicationAreAskedAsWell() {
		this.runner.withUserConfiguration(Guards.class)
			.run((context) -> assertThat(
					context.getBeanProvider(SocketIOGuard.class).orderedStream().map(Object::getClass))
				.hasSize(3)
				.startsWith(EarlyGuard.class, SocketIOSecurity.class));
	}

	@Test
	void readsTokensIfThereIsADecoder() {
		this.runner.withUserConfiguration(Decoder.class)
			.run((context) -> assertThat(context).hasSingleBean(BearerTokenAuthenticator.class));
		this.runner.withUserConfiguration(Decoder.class)
			.withClassLoader(new FilteredClassLoader(JwtReactiveAuthenticationManager.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SocketAuthenticator.class));
	}

	@ParameterizedTest
	@ValueSource(
			classes = { ConverterOfSpringSecurity.class, ConverterOfTheApplication.class, ConverterToOwnType.class })
	void convertsTokensAsTheApplicationDoes(Class<?> converter) {
		this.runner.withUserConfiguration(Decoder.class, converter).run((context) -> {
			SocketIOSocket socket = mock(SocketIOSocket.class);
			Authentication authentication = context.getBean(BearerTokenAuthenticator.class)
				.authenticate(socket, Map.of("token", "t"))
				.block();
			assertThat(authentication).isNotNull();
			assertThat(authentication.getName()).isEqualTo("alice");
			assertThat(authentication.getAuthorities()).extracting(GrantedAuthority::getAuthority)
				.containsExactly("ROLE_ADMIN");
		});
	}

	@Test
	void filtersIfSpringSecurityDoes() {
		this.runner.withUserConfiguration(Filters.class)
			.run((context) -> assertThat(context).hasSingleBean(EndpointWebFilter.class));
		this.runner.withUserConfiguration(Filters.class)
			.withPropertyValues("socketio.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(EndpointWebFilter.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "https://*", "http://*:*" })
	void refusesEveryOriginWithCredentialsWithoutProtection(String pattern) {
		ReactiveWebApplicationContextRunner everybody = this.runner.withUserConfiguration(Filters.class)
			.withPropertyValues("socketio.cors.allowed-origin-patterns=" + pattern,
					"socketio.cors.allow-credentials=true");
		everybody.run((context) -> assertExplained(context.getStartupFailure()));
		everybody.withPropertyValues("socketio.security.skip-csrf=false")
			.run((context) -> assertThat(context).hasNotFailed());
		everybody.withPropertyValues("socketio.cors.allow-credentials=false")
			.run((context) -> assertThat(context).hasNotFailed());
		everybody.withPropertyValues("socketio.cors.allowed-origin-patterns=https://*.example.com")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void refusesEveryOriginWithCredentialsOfTheApplication() {
		this.runner.withUserConfiguration(Filters.class, GlobalCors.class)
			.run((context) -> assertExplained(context.getStartupFailure()));
	}

	private static void assertExplained(Throwable failure) {
		assertThat(failure).hasRootCauseInstanceOf(UnprotectedEndpointException.class);
		FailureAnalysis analysis = new UnprotectedEndpointFailureAnalyzer().analyze(failure);
		assertThat(analysis.getDescription()).contains("'/socket.io'", "every origin", "credentials");
		assertThat(analysis.getAction()).contains("socketio.cors.allowed-origins", "socketio.security.skip-csrf=false");
	}

	@Test
	void handlersFindContextAndMdcInTheirThreads() {
		this.runner.run((context) -> assertThat(context.getBeanProvider(HandlerScope.class)
			.orderedStream()
			.map(HandlerScope::getClass)
			.map(Object::toString)).containsExactly(MdcScope.class.toString(), ContextPropagationScope.class.toString(),
					SecurityContextScope.class.toString()));
		this.runner.withClassLoader(new FilteredClassLoader(ContextRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ContextPropagationScope.class)
				.doesNotHaveBean(MdcThreadLocalAccessor.class)
				.hasSingleBean(MdcScope.class));
	}

	@Test
	void mdcFollowsToOtherThreads() {
		ContextRegistry registry = ContextRegistry.getInstance();
		this.runner.withPropertyValues("socketio.handler.mdc=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MdcScope.class)
				.doesNotHaveBean(MdcThreadLocalAccessor.class));
		try {
			this.runner.withPropertyValues("spring.main.lazy-initialization=true")
				.run((context) -> assertThat(registry.getThreadLocalAccessors())
					.hasAtLeastOneElementOfType(MdcThreadLocalAccessor.class));
		}
		finally {
			registry.removeThreadLocalAccessor(MdcThreadLocalAccessor.KEY);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		private static final SocketIOSecurity SECURITY = new SocketIOSecurity(List.of(), null, "renew");

		@Bean
		SocketIOSecurity security() {
			return SECURITY;
		}

		@Bean
		SocketAuthenticator authenticator() {
			return (socket, auth) -> Mono.<Authentication>empty();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Guards {

		@Bean
		SocketIOGuard late() {
			return new SocketIOGuard() {
			};
		}

		@Bean
		EarlyGuard early() {
			return new EarlyGuard();
		}

	}

	@Order(-1)
	static class EarlyGuard implements SocketIOGuard {

	}

	@Configuration(proxyBeanMethods = false)
	static class Decoder {

		@Bean
		ReactiveJwtDecoder decoder() {
			return (token) -> Mono.just(Jwt.withTokenValue(token)
				.header("alg", "none")
				.subject("1")
				.claim("login", "alice")
				.claim("roles", List.of("ADMIN"))
				.build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConverterOfSpringSecurity {

		@Bean
		ReactiveJwtAuthenticationConverter converter() {
			ReactiveJwtAuthenticationConverter converter = new ReactiveJwtAuthenticationConverter();
			converter.setPrincipalClaimName("login");
			converter.setJwtGrantedAuthoritiesConverter((jwt) -> Flux.just(new SimpleGrantedAuthority("ROLE_ADMIN")));
			return converter;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConverterOfTheApplication {

		@Bean
		Converter<Jwt, Mono<AbstractAuthenticationToken>> converter() {
			return (jwt) -> Mono.just(new JwtAuthenticationToken(jwt, AuthorityUtils.createAuthorityList("ROLE_ADMIN"),
					jwt.getClaimAsString("login")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConverterToOwnType {

		@Bean
		Converter<Jwt, Mono<JwtAuthenticationToken>> converter() {
			return (jwt) -> Mono.just(new JwtAuthenticationToken(jwt, AuthorityUtils.createAuthorityList("ROLE_ADMIN"),
					jwt.getClaimAsString("login")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Filters {

		@Bean
		WebFilterChainProxy chains() {
			return new WebFilterChainProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GlobalCors implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOriginPatterns("*").allowCredentials(true);
		}

	}

}
