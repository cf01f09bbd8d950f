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

package io.github.socketiospring.server;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Answers an event whose client asked for it.
 */
final class DefaultAck extends AtomicBoolean implements Ack<Object> {

	/** For events whose clients did not ask. */
	static final Ack<Object> NONE = new Ack<>() {

		@Override
		public boolean requested() {
			return false;
		}

		@Override
		public void send(@Nullable Object value) {
			release(new @Nullable Object[] { value });
		}

		@Override
		public void sendArgs(AckArgs args) {
			release(args.values());
		}

	};

	private final transient DefaultSocket socket;

	private final long id;

	DefaultAck(DefaultSocket socket, long id) {
		this.socket = socket;
		this.id = id;
	}

	@Override
	public boolean requested() {
		return true;
	}

	@Override
	public void send(@Nullable Object value) {
		send(new @Nullable Object[] { value });
	}

	@Override
	public void sendArgs(AckArgs args) {
		send(args.values());
	}

	private void send(@Nullable Object[] args) {
		if (compareAndSet(false, true)) {
			try {
				this.socket.sendAck(this.id, args);
			}
			catch (RuntimeException ex) {
				// Nothing was sent: what handles the error may still answer
				set(false);
				throw ex;
			}
		}
		else {
			release(args);
		}
	}

	/**
	 * Release the buffers of an answer that is not sent.
	 */
	static void release(@Nullable Object[] args) {
		for (Object arg : args) {
			if (arg instanceof DataBuffer buffer) {
				DataBufferUtils.release(buffer);
			}
		}
	}

}
