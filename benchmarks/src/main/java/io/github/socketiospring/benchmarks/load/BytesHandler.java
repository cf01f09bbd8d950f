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

package io.github.socketiospring.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what has come only in part until more has.
 */
abstract class BytesHandler extends ChannelInboundHandlerAdapter {

	private @Nullable ByteBuf rest;

	/**
	 * Read what has come completely.
	 * @param in is moved behind it
	 */
	abstract void read(ByteBuf in);

	@Override
	public final void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf in = (ByteBuf) message;
		if (this.rest != null) {
			this.rest.writeBytes(in);
			in.release();
			in = this.rest;
			this.rest = null;
		}
		read(in);
		if (in.isReadable()) {
			this.rest = context.alloc().buffer(in.readableBytes()).writeBytes(in);
		}
		in.release();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.rest != null) {
			this.rest.release();
			this.rest = null;
		}
	}

}
