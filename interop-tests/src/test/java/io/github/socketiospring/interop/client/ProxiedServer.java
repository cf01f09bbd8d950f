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

import io.github.socketiospring.SocketIOServer;

/**
 * A server with a proxy, by which clients can be made to read nothing. Its own port leads
 * past the proxy.
 */
final class ProxiedServer implements TestServer {

	private final TestServer server;

	private final PausingProxy proxy;

	ProxiedServer(TestServer server) {
		this.server = server;
		this.proxy = new PausingProxy(server.port());
	}

	PausingProxy proxy() {
		return this.proxy;
	}

	/**
	 * The way through the proxy.
	 */
	URI proxyUrl() {
		return URI.create("http://127.0.0.1:" + this.proxy.port());
	}

	@Override
	public Object answer(String question) {
		switch (question) {
			case "pause" -> this.proxy.pause();
			case "resume" -> this.proxy.resume();
			case "proxy" -> {
				return proxyUrl().toString();
			}
			default -> TestServer.super.answer(question);
		}
		return true;
	}

	@Override
	public int port() {
		return this.server.port();
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
		this.proxy.close();
		this.server.close();
	}

}
