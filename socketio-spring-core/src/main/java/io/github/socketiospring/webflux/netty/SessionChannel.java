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

import java.util.concurrent.RejectedExecutionException;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import reactor.netty.NettyPipeline;

/**
 * The channel of a WebSocket that goes through WebFlux: tells how much of what was
 * written it holds. May be used by any thread.
 */
public final class SessionChannel {

	private final Channel channel;

	SessionChannel(Channel channel) {
		this.channel = channel;
	}

	/**
	 * Have it told when the channel can be written again.
	 * @param onWritable called on the event loop
	 */
	public void onWritable(Runnable onWritable) {
		this.channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, new WritableHandler(onWritable));
	}

	/**
	 * The bytes that a channel holds, with what is kept about them.
	 */
	static long pendingBytes(Channel channel) {
		ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
		return (buffer != null) ? buffer.totalPendingWriteBytes() : 0;
	}

	/**
	 * Whether the channel is not congested.
	 * @return false if it holds too much, or is closed
	 */
	public boolean isWritable() {
		return this.channel.isWritable();
	}

	/**
	 * How many bytes the channel holds.
	 * @return the number of bytes, with what is kept about them
	 */
	public long pendingBytes() {
		return pendingBytes(this.channel);
	}

	/**
	 * Run a task on the event loop, after what runs there.
	 * @param task the task
	 */
	public void execute(Runnable task) {
		try {
			this.channel.eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The loop has ended, and with it the connection
		}
	}

	/**
	 * Close the channel at once. What it holds is dropped.
	 */
	public void close() {
		this.channel.close();
	}

	static final class WritableHandler extends ChannelInboundHandlerAdapter {

		private final Runnable onWritable;

		WritableHandler(Runnable onWritable) {
			this.onWritable = onWritable;
		}

		@Override
		public void channelWritabilityChanged(ChannelHandlerContext context) {
			if (context.channel().isWritable()) {
				this.onWritable.run();
			}
			context.fireChannelWritabilityChanged();
		}

	}

}
