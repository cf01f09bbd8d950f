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

package io.github.socketiospring.engineio.protocol;

/**
 * The first byte of an Engine.IO text packet: its type.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/#protocol">Engine.IO
 * protocol</a>
 */
public final class EnginePacket {

	/** Sent by the server once, with the parameters of the session. */
	public static final byte OPEN = '0';

	/** Ends the session. */
	public static final byte CLOSE = '1';

	/** Asks whether the other side is alive; probes an upgrade. */
	public static final byte PING = '2';

	/** Answers a ping. */
	public static final byte PONG = '3';

	/** Carries a message. */
	public static final byte MESSAGE = '4';

	/** Sent by the client to end an upgrade. */
	public static final byte UPGRADE = '5';

	/** Sent by the server to end a poll. */
	public static final byte NOOP = '6';

	/** Not a type: marks a binary message in base64. */
	public static final byte BASE64 = 'b';

	/** The first byte of a binary packet that carries a message, in protocol 3. */
	public static final byte BINARY_MESSAGE = 4;

	private EnginePacket() {
	}

}
