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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Stands before a server, and can stop to read from it, as clients do that are too slow.
 */
final class PausingProxy implements AutoCloseable {

	private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final InetSocketAddress server;

	private final Channel acceptor;

	/** The connections to the server. */
	private final ChannelGroup toServer = new DefaultChannelGroup(this.loop.next());

	private boolean paused;

	PausingProxy(int port) {
		this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
		this.acceptor = new ServerBootstrap().group(this.loop)
			.channel(NioServerSocketChannel.class)
			.childOption(ChannelOption.AUTO_READ, false)
			.childHandler(new ChannelInitializer<>() {
				@Override
				protected void initChannel(Channel client) {
					connect(client);
				}
			})
			.bind(InetAddress.getLoopbackAddress(), 0)
			.syncUninterruptibly()
			.channel();
	}

	int port() {
		return ((InetSocketAddress) this.acceptor.localAddress()).getPort();
	}

	/**
	 * Read nothing more from the server, over no connection.
	 */
	void pause() {
		setPaused(true);
	}

	/**
	 * Read on.
	 */
	void resume() {
		setPaused(false);
	}

	private void setPaused(boolean paused) {
		this.loop.submit(() -> {
			this.paused = paused;
			this.toServer.forEach((channel) -> channel.config().setAutoRead(!paused));
		}).syncUninterruptibly();
	}

	private void connect(Channel client) {
		new Bootstrap().group(client.eventLoop())
			.channel(NioSocketChannel.class)
			.option(ChannelOption.SO_RCVBUF, 64 * 1024)
			.option(ChannelOption.AUTO_READ, false)
			.handler(new Forwarder(client))
			.connect(this.server)
			.addListener((ChannelFutureListener) (connected) -> {
				if (!connected.isSuccess()) {
					client.close();
					return;
				}
				Channel channel = connected.channel();
				this.toServer.add(channel);
				client.pipeline().addLast(new Forwarder(channel));
				client.config().setAutoRead(true);
				channel.config().setAutoRead(!this.paused);
			});
	}

	@Override
	public void close() {
		this.loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
	}

	private static final class Forwarder extends ChannelInboundHandlerAdapter {

		private final Channel to;

		Forwarder(Channel to) {
			this.to = to;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			this.to.writeAndFlush(message);
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			this.to.close();
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			context.close();
		}

	}

}
