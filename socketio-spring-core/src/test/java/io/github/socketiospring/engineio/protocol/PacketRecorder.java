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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Keeps the packets of a payload: text as it is, binary in hex.
 */
final class PacketRecorder implements PacketConsumer {

	private final List<String> packets = new ArrayList<>();

	private final int limit;

	PacketRecorder() {
		this(Integer.MAX_VALUE);
	}

	/**
	 * Have enough after a number of packets.
	 */
	PacketRecorder(int limit) {
		this.limit = limit;
	}

	List<String> packets() {
		return this.packets;
	}

	@Override
	public boolean onText(ByteBuf packet) {
		this.packets.add(packet.toString(StandardCharsets.UTF_8));
		return this.packets.size() < this.limit;
	}

	@Override
	public boolean onBinary(ByteBuf packet) {
		this.packets.add("hex " + ByteBufUtil.hexDump(packet));
		return this.packets.size() < this.limit;
	}

}
