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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.engineio.transport.WebSocketReceiver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Keeps what it is told.
 */
final class RecordingReceiver implements WebSocketReceiver {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private ChannelConnection connection;

	private boolean paused;

	private boolean answers;

	/**
	 * Be done with each message at once, so that the connection brings the next.
	 */
	RecordingReceiver of(ChannelConnection connection) {
		this.connection = connection;
		return this;
	}

	/**
	 * Be done with no message any more, until {@link #resume()}.
	 */
	void pause() {
		this.paused = true;
	}

	void resume() {
		this.paused = false;
		this.connection.next();
	}

	/**
	 * Ask for a flush at each message from now on.
	 */
	void answer() {
		this.answers = true;
	}

	private void onMessage() {
		if (this.answers) {
			this.connection.requestFlush();
		}
		if (!this.paused) {
			this.connection.next();
		}
	}

	List<String> events() {
		return this.events;
	}

	@Override
	public void onText(ByteBuf text) {
		this.events.add(text.toString(StandardCharsets.UTF_8));
		onMessage();
	}

	@Override
	public void onBinary(ByteBuf content) {
		this.events.add("binary " + ByteBufUtil.hexDump(content));
		onMessage();
	}

	@Override
	public void onWritable() {
		this.events.add("writable");
	}

	@Override
	public void onFlush() {
		this.events.add("flush");
	}

	@Override
	public void onClose(Throwable error) {
		this.events.add("closed" + ((error != null) ? ": " + error.getClass().getSimpleName() : ""));
	}

}
