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

package io.github.socketiospring.engineio;

import java.nio.charset.StandardCharsets;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * A client that polls, without a network.
 */
public final class PollingClient {

	private final EngineIOServer server;

	private final String parameters;

	private final String sid;

	public PollingClient(EngineIOServer server) {
		this(server, "transport=polling");
	}

	PollingClient(EngineIOServer server, String parameters) {
		this.server = server;
		this.parameters = parameters;
		String open = exchange(FakeRequest.get(parameters)).body();
		this.sid = open.replaceAll("(?s).*sid\\\\?\":\\\\?\"([^\"\\\\]+)\\\\?\".*", "$1");
	}

	public String sid() {
		return this.sid;
	}

	public String query() {
		return this.parameters + "&sid=" + this.sid;
	}

	public Exchange poll() {
		return exchange(FakeRequest.get(query()));
	}

	public Exchange post(String payload) {
		return exchange(FakeRequest.post(query(), payload));
	}

	public Exchange post(Flux<DataBuffer> payload) {
		return exchange(FakeRequest.post(query(), payload));
	}

	public Exchange exchange(EngineIORequest request) {
		return new Exchange(this.server, request);
	}

	/**
	 * A request with its response, if that has come.
	 */
	public static final class Exchange {

		private final Disposable subscription;

		private volatile EngineIOResponse response;

		Exchange(EngineIOServer server, EngineIORequest request) {
			this.subscription = server.handle(request).subscribe((response) -> this.response = response);
		}

		public boolean isPending() {
			return this.response == null;
		}

		public int status() {
			return this.response.status();
		}

		/**
		 * The body, with a space where packets are separated.
		 */
		public String body() {
			return new String(this.response.body(), StandardCharsets.UTF_8).replace('\u001e', ' ');
		}

		EngineIOResponse response() {
			return this.response;
		}

		public void abort() {
			this.subscription.dispose();
		}

	}

}
