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

package io.github.socketiospring.cluster;

import java.util.List;
import java.util.Map;

/**
 * The sockets that a server has found in the cluster.
 *
 * @param sockets what it knows of them
 * @param failure why some may lack; null if none does
 */
record FetchedSockets(List<Map<String, Object>> sockets, String failure) {

	@SuppressWarnings("unchecked")
	static FetchedSockets of(Object result) {
		Map<?, ?> map = (Map<?, ?>) result;
		return new FetchedSockets((List<Map<String, Object>>) map.get("sockets"), (String) map.get("failure"));
	}

	List<Object> ids() {
		return this.sockets.stream().map((socket) -> socket.get("id")).toList();
	}

}
