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

package io.github.socketiospring;

/**
 * A change of who is in the cluster of a server. With Spring Boot it is published as an
 * event of the application, too.
 *
 * @param type what happened
 * @param serverId the id of the other server
 * @see SocketIOCluster#addListener
 */
public record ClusterEvent(Type type, String serverId) {

	/**
	 * What happens to a server.
	 */
	public enum Type {

		/** It was heard of for the first time. */
		JOINED,

		/** It said that it leaves. */
		LEFT,

		/** Nothing was heard of it for too long. */
		LOST

	}

}
