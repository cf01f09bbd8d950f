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

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import reactor.netty.NettyPipeline;

/**
 * Joins two channels, on which a WebSocket was accepted, to one: the bytes of each go to
 * the other as they come. A channel is not read while the other one is congested, and is
 * closed after the other one. Since the end of a channel that is not read goes unnoticed,
 * both are closed when that lasts longer than a session could.
 */
final class ChannelJoin extends ChannelInboundHandlerAdapter {

	/** How long what is left for a client may take. */
	private static final long CLOSE_TIMEOUT_MILLIS = 1000;

	private final Channel other;

	private final Duration timeout;

	private int pauses;

	private boolean watched;

	private ChannelJoin(Channel other, Duration timeout) {
		this.other = other;
		this.timeout = timeout;
	}

	/**
	 * Take the connection to a server away from Reactor Netty, which would close it at
	 * the end of the response.
	 */
	static void detach(Channel server) {
		server.pipeline().remove(NettyPipeline.ReactiveBridge);
	}

	/**
	 * Join two channels, before anything has come from either.
	 * @param client on whose event loop this is called
	 * @param server says nothing before the client does
	 * @param timeout how long either may be congested: twice as long at most
	 */
	static void join(Channel client, Channel server, Duration timeout) {
		server.eventLoop().execute(() -> {
			install(server, HttpClientCodec.class, client, timeout);
			server.config().setAutoRead(true);
		});
		install(client, WebSocketFrameDecoder.class, server, timeout);
	}

	private static void install(Channel channel, Class<? extends ChannelHandler> decoder, Channel other,
			Duration timeout) {
		ChannelPipeline pipeline = channel.pipeline();
		ChannelHandlerContext context = pipeline.context(decoder);
		if (context == null || !channel.isActive()) {
			channel.close();
			other.close();
			return;
		}
		pipeline.addAfter(context.name(), null, new ChannelJoin(other, timeout));
		pipeline.remove(context.name());
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		this.other.write(message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		this.other.flush();
		if (!this.other.isWritable()) {
			pause(context.channel());
		}
		context.fireChannelReadComplete();
	}

	private void pause(Channel channel) {
		channel.config().setAutoRead(false);
		this.pauses++;
		if (this.other.isWritable()) {
			// It has become so before, and does not tell again
			channel.config().setAutoRead(true);
		}
		else if (!this.watched) {
			watch(channel);
		}
	}

	private void watch(Channel channel) {
		this.watched = true;
		int pause = this.pauses;
		channel.eventLoop().schedule(() -> {
			this.watched = false;
			if (channel.isActive() && !channel.config().isAutoRead()) {
				if (this.pauses == pause) {
					channel.close();
				}
				else {
					watch(channel);
				}
			}
		}, this.timeout.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		if (context.channel().isWritable()) {
			this.other.config().setAutoRead(true);
		}
		context.fireChannelWritabilityChanged();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.other.isActive()) {
			// After what was written before
			this.other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
			this.other.eventLoop().schedule(() -> this.other.close(), CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
		}
		context.fireChannelInactive();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
		context.close();
	}

}
