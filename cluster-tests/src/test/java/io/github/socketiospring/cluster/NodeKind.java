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
import java.util.stream.Stream;

/**
 * What a server of the cluster is made of.
 */
enum NodeKind {

	NODE_JS, JAVA;

	static boolean withJava() {
		return List.of(all()).contains(JAVA);
	}

	/**
	 * Those of the servers of a cluster: as the system property {@code cluster.nodes} has
	 * it, to look at a failure with fewer.
	 */
	static NodeKind[] all() {
		return Stream.of(System.getProperty("cluster.nodes", "JAVA,NODE_JS,JAVA,NODE_JS").split(","))
			.map(NodeKind::valueOf)
			.toArray(NodeKind[]::new);
	}

}
