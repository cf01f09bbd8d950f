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

/**
 * Something that other servers were asked for. Safe for use by several threads.
 */
interface ClusterRequest {

	/**
	 * An answer has come.
	 * @throws RuntimeException if it is not in the layout of its type
	 */
	void onResponse(ClusterMessage response);

	/**
	 * There are so many other servers now: those that were asked may be gone.
	 */
	void onServers(int others);

	/**
	 * One of the servers is gone.
	 */
	default void onServerLeft(String uid) {
	}

}
