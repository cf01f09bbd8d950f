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

package io.github.socketiospring.adapter;

import java.util.Map;
import java.util.Set;

/**
 * What is kept of a socket that lost its connection.
 *
 * @param pid the secret by which its client can have it recovered; never logged
 * @param id the id of the socket
 * @param rooms the rooms that it was in, that of its own id included
 * @param attributes the attributes of the application
 */
public record RecoverableSession(String pid, String id, Set<String> rooms, Map<String, Object> attributes) {

	@Override
	public String toString() {
		return "RecoverableSession[id=" + this.id + ", rooms=" + this.rooms + "]";
	}

}
