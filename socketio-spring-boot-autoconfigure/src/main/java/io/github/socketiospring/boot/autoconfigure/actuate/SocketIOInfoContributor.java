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

package io.github.socketiospring.boot.autoconfigure.actuate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.EngineIOOptions;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * {@link InfoContributor} that tells the version of the library, and where and how
 * Socket.IO servers are reached.
 */
public class SocketIOInfoContributor implements InfoContributor {

	private final List<SocketIOServer> servers;

	/**
	 * Create the contributor.
	 * @param servers the servers
	 */
	public SocketIOInfoContributor(Collection<SocketIOServer> servers) {
		this.servers = List.copyOf(servers);
	}

	@Override
	public void contribute(Info.Builder builder) {
		Map<String, Object> details = new LinkedHashMap<>();
		String version = SocketIOServer.class.getPackage().getImplementationVersion();
		if (version != null) {
			details.put("version", version);
		}
		details.put("servers", this.servers.stream().map(SocketIOInfoContributor::describe).toList());
		builder.withDetail("socketio", details);
	}

	private static Map<String, Object> describe(SocketIOServer server) {
		EngineIOOptions options = server.engine().options();
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("path", server.path());
		details.put("transports", options.transports().stream().sorted().toList());
		details.put("protocols", options.allowEIO3() ? List.of(3, 4) : List.of(4));
		return details;
	}

}
