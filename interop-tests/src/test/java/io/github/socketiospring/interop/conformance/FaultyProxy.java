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

package io.github.socketiospring.interop.conformance;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * A bad network between clients and a server. It splits what it carries at any byte,
 * holds some of it up, and ends every second connection badly after some bytes, wherever
 * in a request, a frame or a handshake that is. All that follows from one seed and the
 * number of the connection, but that the ways to end badly take turns.
 */
final class FaultyProxy implements AutoCloseable {

	/** Every second connection would end badly if it carried that much. */
	private static final int BYTES = 5_000;

	private static final int MAX_DELAY_NANOS = 20_000_000;

	private final long seed;

	private final InetSocketAddress server;

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final Channel acceptor;

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicInteger open = new AtomicInteger();

	private final AtomicInteger ends = new AtomicInteger();

	private final Map<Fault, AtomicInteger> faults = new EnumMap<>(Fault.class);

	FaultyProxy(int port, long seed) {
		this.seed = seed;
		this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
		for (Fault fault : Fault.values()) {
			this.faults.put(fault, new AtomicInteger());
		}
		this.acceptor = new ServerBootstrap().group(this.loops)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, 4096)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.childOption(ChannelOption.AUTO_READ, false)
			.childHandler(new ChannelInitializer<SocketChannel>() {
				@Override
				protected void initChannel(SocketChannel client) {
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
	 * How many connections it has carried.
	 */
	int connections() {
		return this.connections.get();
	}

	/**
	 * How many of them are there.
	 */
	int open() {
		return this.open.get();
	}

	/**
	 * How often something happened.
	 */
	int count(Fault fault) {
		return this.faults.get(fault).get();
	}

	private void connect(SocketChannel client) {
		Line line = new Line(client, this.connections.incrementAndGet());
		this.open.incrementAndGet();
		client.closeFuture().addListener((closed) -> this.open.decrementAndGet());
		new Bootstrap().group(client.eventLoop())
			.channel(NioSocketChannel.class)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.handler(new ChannelInboundHandlerAdapter() {
				@Override
				public void channelActive(ChannelHandlerContext context) {
					line.connected((DuplexChannel) context.channel());
				}
			})
			.connect(this.server)
			.addListener((connected) -> {
				if (!connected.isSuccess()) {
					client.close();
				}
			});
	}

	@Override
	public void close() {
		this.acceptor.close().syncUninterruptibly();
		this.loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
	}

	@Override
	public String toString() {
		return "proxy with seed " + this.seed + ", " + this.connections + " connections, " + this.faults;
	}

	/**
	 * What can happen to a connection.
	 */
	enum Fault {

		/** Some bytes come alone. */
		SPLIT,

		/** Some bytes come later. */
		DELAY,

		/** Both ends see that the connection is gone. */
		CUT,

		/** The server reads the end, the client may still read. */
		HALF_CLOSE_TO_SERVER,

		/** The client reads the end, the server may still read. */
		HALF_CLOSE_TO_CLIENT,

		/** Nothing comes through any more until one of the ends has had enough. */
		SILENCE

	}

	private void happened(Fault fault) {
		this.faults.get(fault).incrementAndGet();
	}

	private final class Line {

		private static final Fault[] ENDINGS = { Fault.CUT, Fault.CUT, Fault.HALF_CLOSE_TO_SERVER,
				Fault.HALF_CLOSE_TO_CLIENT, Fault.SILENCE };

		private final Random random;

		private final boolean slow;

		private final Direction toClient;

		private Direction toServer;

		private int left;

		Line(SocketChannel client, int number) {
			this.random = new Random(FaultyProxy.this.seed + 1_000_003L * number);
			this.slow = this.random.nextInt(4) == 0;
			this.left = (number % 2 == 0) ? 1 + this.random.nextInt(BYTES) : Integer.MAX_VALUE;
			this.toClient = new Direction(this, client);
		}

		void connected(DuplexChannel server) {
			this.toServer = new Direction(this, server);
			this.toClient.to.pipeline().addLast(this.toServer);
			server.pipeline().addLast(this.toClient);
			this.toClient.to.config().setAutoRead(true);
		}

		/**
		 * Takes from what is left until the end.
		 * @return how many of these bytes still come through
		 */
		int carry(int bytes) {
			int carried = Math.min(bytes, this.left);
			this.left -= carried;
			return carried;
		}

		boolean isOver() {
			return this.left == 0;
		}

		void end() {
			this.left = Integer.MAX_VALUE;
			Fault fault = ENDINGS[FaultyProxy.this.ends.getAndIncrement() % ENDINGS.length];
			happened(fault);
			switch (fault) {
				case HALF_CLOSE_TO_SERVER -> this.toServer.end();
				case HALF_CLOSE_TO_CLIENT -> this.toClient.end();
				case SILENCE -> {
					this.toServer.ended = true;
					this.toClient.ended = true;
				}
				default -> close();
			}
		}

		boolean isEnded() {
			return this.toClient.ended && this.toServer.ended;
		}

		void close() {
			this.toClient.to.close();
			this.toServer.to.close();
		}

	}

	private final class Direction extends ChannelInboundHandlerAdapter {

		private final Line line;

		private final DuplexChannel to;

		private final Queue<Runnable> waiting = new ArrayDeque<>();

		private long due = System.nanoTime();

		private boolean ended;

		Direction(Line line, DuplexChannel to) {
			this.line = line;
			this.to = to;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			ByteBuf bytes = (ByteBuf) message;
			try {
				while (bytes.isReadable() && !this.ended && !this.line.isOver()) {
					pass(bytes);
				}
			}
			finally {
				bytes.release();
			}
		}

		private void pass(ByteBuf bytes) {
			int size = bytes.readableBytes();
			if (this.line.random.nextInt(3) == 0) {
				size = 1 + this.line.random.nextInt(Math.min(size, 1 + this.line.random.nextInt(256)));
				happened(Fault.SPLIT);
			}
			byte[] part = new byte[this.line.carry(size)];
			bytes.readBytes(part);
			later(() -> this.to.writeAndFlush(Unpooled.wrappedBuffer(part)));
			if (this.line.isOver()) {
				later(this.line::end);
			}
		}

		/**
		 * Runs a task behind those that wait already, and perhaps some time later.
		 */
		private void later(Runnable task) {
			long now = System.nanoTime();
			if (this.line.slow && this.line.random.nextInt(3) == 0) {
				happened(Fault.DELAY);
				this.due = Math.max(this.due, now) + this.line.random.nextInt(MAX_DELAY_NANOS);
			}
			if (this.waiting.isEmpty() && this.due - now <= 0) {
				task.run();
			}
			else {
				this.waiting.add(task);
				this.to.eventLoop().schedule(() -> this.waiting.remove().run(), this.due - now, TimeUnit.NANOSECONDS);
			}
		}

		void end() {
			this.ended = true;
			if (this.line.isEnded()) {
				this.line.close();
			}
			else {
				this.to.shutdownOutput();
			}
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof ChannelInputShutdownEvent) {
				later(this::end);
			}
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			later(this.line::close);
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			this.line.close();
		}

	}

}
