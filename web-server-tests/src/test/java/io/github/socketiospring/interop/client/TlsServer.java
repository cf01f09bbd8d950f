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

package io.github.socketiospring.interop.client;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.SocketIOServer;

/**
 * A server whose port is secured by a {@link TestCertificate}.
 */
record TlsServer(BootServer server, TestCertificate certificate) implements TestServer {

	@Override
	public int port() {
		return this.server.port();
	}

	@Override
	public URI url() {
		return URI.create("https://127.0.0.1:" + port());
	}

	@Override
	public Map<String, String> environment() {
		return Map.of("NODE_EXTRA_CA_CERTS", this.certificate.pem().toString());
	}

	@Override
	public Journal journal() {
		return this.server.journal();
	}

	@Override
	public List<SocketIOServer> servers() {
		return this.server.servers();
	}

	@Override
	public void restart() {
		this.server.restart();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
