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

package io.github.socketiospring.interop.web;

import java.time.Duration;

import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;

/**
 * A web server without an application, on a port of 127.0.0.1.
 */
public interface HttpPort extends AutoCloseable {

	int port();

	@Override
	void close();

	/**
	 * Serve on Reactor Netty.
	 * @param handler the handler
	 * @param port the port, 0 for any that is free
	 * @return the server
	 */
	static HttpPort reactorNetty(HttpHandler handler, int port) {
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(port)
			.handle(new ReactorHttpHandlerAdapter(handler))
			.bindNow();
		return new HttpPort() {

			@Override
			public int port() {
				return server.port();
			}

			@Override
			public void close() {
				server.disposeNow(Duration.ofSeconds(20));
			}

		};
	}

	/**
	 * Starts web servers of one kind.
	 */
	@FunctionalInterface
	interface Starter {

		HttpPort start(HttpHandler handler, int port);

	}

}
