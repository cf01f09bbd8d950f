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

package io.github.socketiospring.benchmarks.server;

import java.io.IOException;

import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The limit: Reactor Netty with hard-coded answers.
 */
final class LimitServer {

	private LimitServer() {
	}

	/**
	 * Run.
	 * @param args none
	 * @throws IOException if standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		HardCodedHandler.Rooms rooms = new HardCodedHandler.Rooms();
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes.ws("/socket.io/", (in, out) -> {
				in.withConnection((connection) -> connection.addHandlerLast(new HardCodedHandler(rooms)));
				return in.receiveFrames().then();
			}))
			.bindNow();
		ServerMain.ready(server.port());
	}

}
