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

package io.github.socketiospring.annotation.support;

import java.security.Principal;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Parameters of type {@link Principal}, a subtype of it, or an {@code Optional} of these.
 */
class PrincipalArgumentFactory implements ArgumentFactory {

	@Override
	public @Nullable Argument create(MethodParameter parameter, HandlerKind kind) {
		Class<?> type = parameter.nestedIfOptional().getNestedParameterType();
		if (!Principal.class.isAssignableFrom(type)) {
			return null;
		}
		boolean optional = (parameter.getParameterType() == Optional.class);
		return (call) -> {
			Principal principal = call.socket().principal();
			if (principal != null && !type.isInstance(principal)) {
				throw new IllegalStateException("The principal is a " + principal.getClass().getName() + ". "
						+ Descriptions.parameter(parameter) + " cannot take it");
			}
			return optional ? Optional.ofNullable(principal) : principal;
		};
	}

}
