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

/**
 * A method for an event that another server of the cluster emits with
 * {@code serverSideEmit}. It runs on a worker; of one namespace one event starts after
 * another, in the order in which they came.
 *
 * <p>
 * Parameters may be the arguments of the event, as of {@link OnEvent @OnEvent},
 * {@link io.github.socketiospring.Ack Ack}, {@link EventName @EventName} {@code String},
 * {@link NamespaceVariable @NamespaceVariable},
 * {@link io.github.socketiospring.SocketIONamespace SocketIONamespace} and
 * {@link io.github.socketiospring.SocketIOServer SocketIOServer}. There is no socket. The
 * result is the answer, if the other server asked for one; an error is logged, and is no
 * answer.
 *
 * @see io.github.socketiospring.SocketIONamespace#serverSideEmit
 * @see <a href=
 * "https://socket.io/docs/v4/server-api/#serverserversideemiteventname-args"> Socket.IO:
 * serverSideEmit</a>
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface OnServerEvent {

	/**
	 * The names of the events.
	 * @return one or more names; {@code connect}, {@code connection} and
	 * {@code new_namespace} are refused
	 */
	String[] value();

}
