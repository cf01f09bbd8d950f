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

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.RoomEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Parameters for what a call is about: the reason of a disconnect, or an exception.
 */
class SubjectArgumentFactory implements ArgumentFactory {

	@Override
	public @Nullable Argument create(MethodParameter parameter, HandlerKind kind) {
		Class<?> type = parameter.getParameterType();
		boolean subject = switch (kind) {
			case DISCONNECTING, DISCONNECT -> type == DisconnectReason.class;
			case EXCEPTION -> Throwable.class.isAssignableFrom(type);
			case ROOM_EVENT -> type == RoomEvent.class;
			case CONNECT, EVENT, ANY_EVENT, UNHANDLED_EVENT, SERVER_EVENT -> false;
		};
		return subject ? HandlerCall::subject : null;
	}

	@Override
	public boolean needsSocket() {
		return false;
	}

}
