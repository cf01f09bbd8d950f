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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is the same for all servers of a cluster.
 *
 * @param adapter how they reach each other
 * @param redisPort where Redis is
 * @param recovery whether connection state recovery is on
 * @param options of the adapter, by the names that the reference has for them
 * @param properties of the Java servers, in addition
 */
record ClusterSettings(AdapterKind adapter, int redisPort, boolean recovery, Map<String, ?> options,
		List<String> properties) {

	/** More than any message of a test but one. */
	static final int MAX_MESSAGE_BYTES = 4_000_000;

	ClusterSettings(AdapterKind adapter, int redisPort, boolean recovery, Map<String, ?> options) {
		this(adapter, redisPort, recovery, options, List.of());
	}

	ClusterSettings withRedisPort(int port) {
		return new ClusterSettings(this.adapter, port, this.recovery, this.options, this.properties);
	}

	ClusterSettings withOptions(Map<String, ?> options) {
		return new ClusterSettings(this.adapter, this.redisPort, this.recovery, options);
	}

	Map<String, Object> forNodeJs(String name) {
		return Map.of("name", name, "adapter", this.adapter.toString(), "redisPort", this.redisPort, "recovery",
				this.recovery, "options", this.options);
	}

	/**
	 * Properties of Spring Boot.
	 */
	List<String> forJava(String name) {
		List<String> properties = new ArrayList<>(this.properties);
		properties.add("node.name=" + name);
		properties.add("spring.data.redis.url=redis://127.0.0.1:" + this.redisPort);
		properties.add("socketio.cluster.type=" + this.adapter);
		properties.add("socketio.cluster.max-message-bytes=" + MAX_MESSAGE_BYTES);
		properties.add("socketio.connection-state-recovery.enabled=" + this.recovery);
		this.options.forEach(
				(option, value) -> properties.add("socketio.cluster." + this.adapter + "." + option + "=" + value));
		return properties;
	}

}
