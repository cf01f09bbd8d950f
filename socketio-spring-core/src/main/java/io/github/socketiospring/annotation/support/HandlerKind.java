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

import java.lang.annotation.Annotation;

import io.github.socketiospring.annotation.OnAnyEvent;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnDisconnecting;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.OnRoomEvent;
import io.github.socketiospring.annotation.OnServerEvent;
import io.github.socketiospring.annotation.OnUnhandledEvent;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;

/**
 * What a handler method is for.
 */
enum HandlerKind {

	CONNECT(OnConnect.class),

	EVENT(OnEvent.class),

	ANY_EVENT(OnAnyEvent.class),

	UNHANDLED_EVENT(OnUnhandledEvent.class),

	DISCONNECTING(OnDisconnecting.class),

	DISCONNECT(OnDisconnect.class),

	SERVER_EVENT(OnServerEvent.class),

	ROOM_EVENT(OnRoomEvent.class),

	EXCEPTION(SocketIOExceptionHandler.class);

	private final Class<? extends Annotation> annotationType;

	HandlerKind(Class<? extends Annotation> annotationType) {
		this.annotationType = annotationType;
	}

	Class<? extends Annotation> annotationType() {
		return this.annotationType;
	}

	/**
	 * Whether the result of the method is an acknowledgement.
	 */
	boolean isAnswering() {
		return this == EVENT || this == UNHANDLED_EVENT || this == SERVER_EVENT || this == EXCEPTION;
	}

	/**
	 * Whether the method may answer through an {@code Ack}.
	 */
	boolean hasAck() {
		return isAnswering() || this == ANY_EVENT;
	}

	/**
	 * Whether the method is for events, and so has their arguments.
	 */
	boolean isEvent() {
		return this == EVENT || this == ANY_EVENT || this == UNHANDLED_EVENT || this == SERVER_EVENT;
	}

	/**
	 * Whether there is a socket that the call is about.
	 */
	boolean hasSocket() {
		return this != SERVER_EVENT && this != ROOM_EVENT;
	}

	@Override
	public String toString() {
		return "@" + this.annotationType.getSimpleName();
	}

}
