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

/**
 * The ways in which servers of a cluster reach each other over Redis.
 */
enum AdapterKind {

	REDIS("redis"),

	REDIS_SHARDED("redis-sharded"),

	REDIS_STREAMS("redis-streams");

	private final String text;

	AdapterKind(String text) {
		this.text = text;
	}

	/**
	 * The oldest Redis that has what the adapter needs.
	 */
	RedisVersion redis() {
		return (this == REDIS_SHARDED) ? RedisVersion.SEVEN : RedisVersion.SIX;
	}

	/**
	 * The value of {@code socketio.cluster.type}.
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
