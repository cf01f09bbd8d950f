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

package io.github.socketiospring.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All contestants.
 */
final class Contestants {

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	private static final String SERVERS = "io.github.socketiospring.benchmarks.server.";

	private Contestants() {
	}

	/**
	 * All of them that were built.
	 * @param directory that of the module
	 * @param otherBuild class path of another build of this library, or empty
	 */
	static List<Contestant> all(Path directory, String otherBuild) throws IOException {
		List<Contestant> all = new ArrayList<>(
				List.of(ours("ours", "socketio-spring", CLASS_PATH, "non-blocking", "fast"),
						new Contestant.Node("node", "Node.js socket.io",
								List.of(directory.resolve("js/server.js").toString())),
						ours("ours-mono", "`Mono` handlers", CLASS_PATH, "mono", "fast"),
						ours("ours-functional", "functional API", CLASS_PATH, "functional", "fast"),
						ours("ours-portable", "portable binding", CLASS_PATH, "non-blocking", "portable"),
						ours("ours-metrics", "with meters of Micrometer", CLASS_PATH, "non-blocking", "metrics"),
						ours("ours-plain", "plain handlers on workers", CLASS_PATH, "plain", "fast"),
						new Contestant.Java("limit", "hard-coded limit", CLASS_PATH, List.of(SERVERS + "LimitServer")),
						new Contestant.Java("limit-webflux", "hard-coded limit behind WebFlux", CLASS_PATH,
								List.of(SERVERS + "LimitWebFluxServer"))));
		Path nettySocketIO = directory.resolve("netty-socketio/target");
		Path dependencies = nettySocketIO.resolve("classpath.txt");
		if (Files.exists(dependencies)) {
			all.add(2,
					new Contestant.Java("netty-socketio", "netty-socketio",
							nettySocketIO.resolve("classes") + File.pathSeparator
									+ Files.readString(dependencies).trim(),
							List.of("io.github.socketiospring.benchmarks.nettysocketio.NettySocketIOServer")));
		}
		if (!otherBuild.isEmpty()) {
			all.add(1, ours("ours-b", "the other build", otherBuild + File.pathSeparator + CLASS_PATH, "non-blocking",
					"fast"));
		}
		return all;
	}

	private static Contestant ours(String name, String title, String classPath, String handlers, String variant) {
		return new Contestant.Java(name, title, classPath,
				List.of(SERVERS + "SocketIOSpringServer", handlers, variant));
	}

}
