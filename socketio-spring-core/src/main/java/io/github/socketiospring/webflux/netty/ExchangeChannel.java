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

package io.github.socketiospring.webflux.netty;

import io.netty.channel.Channel;
import reactor.netty.Connection;
import reactor.netty.channel.ChannelOperations;

/**
 * The channel of an HTTP exchange, which may outlive it. May be used by any thread.
 */
public final class ExchangeChannel {

	private final Connection exchange;

	/** Kept, since Reactor Netty takes it away from an exchange that has ended. */
	private final Channel channel;

	ExchangeChannel(Connection exchange) {
		this.exchange = exchange;
		this.channel = exchange.channel();
	}

	/**
	 * Close the channel, unless the exchange has ended and the channel has another one by
	 * now. With HTTP/2 that is the stream of the exchange alone.
	 */
	public void close() {
		if (!this.channel.isRegistered()) {
			return;
		}
		if (!this.channel.eventLoop().inEventLoop()) {
			new SessionChannel(this.channel).execute(this::close);
			return;
		}
		ChannelOperations<?, ?> current = ChannelOperations.get(this.channel);
		if (current == null || current == this.exchange) {
			this.channel.close();
		}
	}

}
