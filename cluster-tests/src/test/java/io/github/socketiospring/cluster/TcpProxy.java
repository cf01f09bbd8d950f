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

package io.github.socketiospring.cluster;

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
 * Stands before Redis or a server, and can part it from those who connect: either so that
 * both see it, or so that nothing gets through any more.
 */
final class TcpProxy implements AutoCloseable {

	private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final InetSocketAddress target;

	private final Channel acceptor;

	private final ChannelGroup channels = new DefaultChannelGroup(this.loop.next());

	private boolean cut;

	private boolean silent;

	TcpProxy(int port) {
		this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
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
	 * Close all connections, and refuse new ones.
	 */
	void cut() {
		set(true, false);
	}

	/**
	 * Let nothing through, over connections that stay open.
	 */
	void silence() {
		set(false, true);
	}

	/**
	 * Let everything through, what waits included.
	 */
	void heal() {
		set(false, false);
	}

	private void set(boolean cut, boolean silent) {
		this.loop.submit(() -> {
			this.cut = cut;
			this.silent = silent;
			if (cut) {
				this.channels.close();
			}
			this.channels.forEach((channel) -> channel.config().setAutoRead(!silent));
		}).syncUninterruptibly();
	}

	private void connect(Channel client) {
		if (this.cut) {
			client.close();
			return;
		}
		new Bootstrap().group(client.eventLoop())
			.channel(NioSocketChannel.class)
			.option(ChannelOption.AUTO_READ, false)
			.handler(new Forwarder(client))
			.connect(this.target)
			.addListener((ChannelFutureListener) (connected) -> {
				if (!connected.isSuccess() || this.cut) {
					connected.channel().close();
					client.close();
					return;
				}
				client.pipeline().addLast(new Forwarder(connected.channel()));
				for (Channel channel : new Channel[] { client, connected.channel() }) {
					this.channels.add(channel);
					channel.config().setAutoRead(!this.silent);
				}
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
