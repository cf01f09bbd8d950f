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

import io.github.socketiospring.Ack;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Parameters of type {@link Ack}, where there is something to answer.
 */
class AckArgumentFactory implements ArgumentFactory {

	static boolean isAck(MethodParameter parameter) {
		return parameter.getParameterType() == Ack.class;
	}

	@Override
	public @Nullable Argument create(MethodParameter parameter, HandlerKind kind) {
		return (isAck(parameter) && kind.hasAck()) ? HandlerCall::ack : null;
	}

	@Override
	public boolean needsSocket() {
		return false;
	}

}
