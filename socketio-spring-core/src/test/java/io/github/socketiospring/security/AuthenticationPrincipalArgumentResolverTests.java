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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import java.util.Optional;

import io.github.socketiospring.SocketIOSocket;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class AuthenticationPrincipalArgumentResolverTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final AuthenticationPrincipalArgumentResolver resolver = new AuthenticationPrincipalArgumentResolver(
			this.beans);

	private final SocketIOSocket socket = mock(SocketIOSocket.class);

	private final SocketIOSocket nobody = mock(SocketIOSocket.class);

	AuthenticationPrincipalArgumentResolverTests() {
		given(this.socket.principal()).willReturn(new TestingAuthenticationToken(new User("ann", 7), ""));
	}

	private Object resolve(int index, SocketIOSocket socket) {
		MethodParameter parameter = new MethodParameter(
				ReflectionUtils.findMethod(Handlers.class, "handle", (Class<?>[]) null), index);
		assertThat(this.resolver.supportsParameter(parameter)).isTrue();
		return this.resolver.resolveArgument(parameter, socket);
	}

	@Test
	void resolvesThePrincipal() {
		assertThat(resolve(0, this.socket)).isEqualTo(new User("ann", 7));
		assertThat(resolve(0, this.nobody)).isNull();
	}

	@Test
	void resolvesWhatHoldsIt() {
		assertThat(resolve(1, this.socket)).isEqualTo(Optional.of(new User("ann", 7)));
		assertThat(resolve(1, this.nobody)).isEqualTo(Optional.empty());
		assertThat(((Mono<?>) resolve(2, this.socket)).block()).isEqualTo(new User("ann", 7));
		assertThat(((Mono<?>) resolve(2, this.nobody)).block()).isNull();
	}

	@Test
	void evaluatesExpressions() {
		this.beans.registerSingleton("names", new Names());
		assertThat(resolve(3, this.socket)).isEqualTo(7);
		assertThat(resolve(4, this.socket)).isEqualTo("ANN");
	}

	@Test
	void principalOfAnotherTypeIsNoneOrAnError() {
		assertThat(resolve(5, this.socket)).isNull();
		assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> resolve(6, this.socket))
			.withMessageContaining(User.class.getName())
			.withMessageContaining("java.lang.String");
	}

	@Test
	void leavesOtherParametersToOthers() {
		assertThat(this.resolver.supportsParameter(
				new MethodParameter(ReflectionUtils.findMethod(Handlers.class, "handle", (Class<?>[]) null), 7)))
			.isFalse();
	}

	@Retention(RetentionPolicy.RUNTIME)
	@Target(ElementType.PARAMETER)
	@AuthenticationPrincipal
	@interface CurrentUser {

	}

	record User(String name, int number) {
	}

	public static class Names {

		public String upperCase(String name) {
			return name.toUpperCase(Locale.ROOT);
		}

	}

	static class Handlers {

		void handle(@CurrentUser User user, @AuthenticationPrincipal Optional<User> optional,
				@AuthenticationPrincipal Mono<User> mono, @AuthenticationPrincipal(expression = "number") int number,
				@AuthenticationPrincipal(expression = "@names.upperCase(#this.name)") String upperCase,
				@AuthenticationPrincipal String text, @AuthenticationPrincipal(errorOnInvalidType = true) String strict,
				User payload) {
		}

	}

}
