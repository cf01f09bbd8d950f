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

import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.engineio.EngineIOServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Closes the connection of a client that sends more after its WebSocket handshake than it
 * may before the response. Netty hands such bytes on undecoded, and nobody behind would
 * release them.
 */
@Sharable
final class EarlyBytesHandler extends ChannelInboundHandlerAdapter {

	static final String NAME = "socketio-early-bytes";

	private final EngineIOServer engine;

	EarlyBytesHandler(EngineIOServer engine) {
		this.engine = engine;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof ByteBuf bytes) {
			bytes.release();
			this.engine.increment(EngineIOCounter.EARLY_BYTES, context.channel());
			context.close();
		}
		else {
			context.fireChannelRead(message);
		}
	}

}
