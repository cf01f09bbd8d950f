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

import io.github.socketiospring.protocol.Packet;

/**
 * How a packet is to be sent.
 *
 * @param dropped whether sockets whose transport cannot take it at once do not get it
 * @param compress whether it may be compressed
 */
record EmitFlags(boolean dropped, boolean compress) {

	static final EmitFlags NONE = new EmitFlags(false, true);

	EmitFlags asVolatile() {
		return new EmitFlags(true, this.compress);
	}

	EmitFlags compress(boolean compress) {
		return new EmitFlags(this.dropped, compress);
	}

	Packet applyTo(Packet packet) {
		if (this.dropped) {
			packet.encoded().asVolatile();
		}
		packet.encoded().compress(this.compress);
		return packet;
	}

}
