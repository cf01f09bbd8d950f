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

package io.github.socketiospring.engineio.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a binding tells the engine of a {@link WebSocketConnection}. A binding calls these
 * from one thread at a time. Buffers are borrowed for the length of the call.
 */
public interface WebSocketReceiver {

	/**
	 * A text message came, put together from its fragments.
	 * {@link WebSocketConnection#next()} asks for the next message, whatever its type.
	 * @param text the bytes, not checked to be UTF-8
	 */
	void onText(ByteBuf text);

	/**
	 * A binary message came, put together from its fragments.
	 * @param content the bytes
	 */
	void onBinary(ByteBuf content);

	/**
	 * The connection can be written again.
	 */
	void onWritable();

	/**
	 * The turn for which {@link WebSocketConnection#requestFlush()} asked has come.
	 */
	void onFlush();

	/**
	 * The connection is closed, by whichever side.
	 * @param error why, if it was not closed in order
	 */
	void onClose(@Nullable Throwable error);

}
