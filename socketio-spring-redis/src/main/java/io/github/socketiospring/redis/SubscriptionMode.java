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

package io.github.socketiospring.redis;

/**
 * Which rooms have channels of their own, so that their messages are sent only to servers
 * that have somebody in them. All servers of a cluster must have the same.
 *
 * @see ShardedRedisAdapterFactory
 */
public enum SubscriptionMode {

	/** None: two channels for each namespace. */
	STATIC,

	/** All but those of the sockets' own ids. */
	DYNAMIC,

	/** All, those of the sockets' own ids included. */
	DYNAMIC_PRIVATE

}
