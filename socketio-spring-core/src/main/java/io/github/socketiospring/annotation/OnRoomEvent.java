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

package io.github.socketiospring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.socketiospring.RoomEvent;

/**
 * A method that is told what happens to the rooms of the namespace on this server, the
 * rooms that sockets have for themselves included. It runs on a worker, for one event
 * after another; with a reactive result the next one waits for that.
 *
 * <p>
 * Parameters may be {@link RoomEvent}, {@link NamespaceVariable @NamespaceVariable},
 * {@link io.github.socketiospring.SocketIONamespace SocketIONamespace} and
 * {@link io.github.socketiospring.SocketIOServer SocketIOServer}. The method returns
 * {@code void} or a reactive type without a value, such as {@code Mono<Void>}; an error
 * is logged. If more than 16,384 events wait, those are lost, which is logged.
 *
 * @see io.github.socketiospring.SocketIONamespace#roomEvents()
 * @see <a href="https://socket.io/docs/v4/rooms/#room-events">Socket.IO: room events</a>
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnRoomEvent {

	/**
	 * The types of events that the method is for.
	 * @return the types; empty for all
	 */
	RoomEvent.Type[] value() default {};

}
