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

package io.github.socketiospring.adapter;

import java.util.List;
import java.util.function.Supplier;

import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The name and the arguments of an event in a {@link ClusterMessage}, which are not taken
 * apart until they are wanted: a server without a receiver need not know them.
 */
@JsonSerialize(using = PacketDataSerializer.class)
public final class PacketData {

	private final Supplier<JsonParser> tokens;

	private final boolean binary;

	PacketData(Supplier<JsonParser> tokens, boolean binary) {
		this.tokens = tokens;
		this.binary = binary;
	}

	/**
	 * Take that of an event.
	 * @param packet the event, which must live as long as this is used
	 */
	static PacketData of(Packet packet, PacketCodec codec) {
		return new PacketData(() -> codec.tokens(packet), codec.isBinary(packet));
	}

	/**
	 * Whether there is binary data in it.
	 */
	boolean isBinary() {
		return this.binary;
	}

	/**
	 * Show it as tokens.
	 * @return stands before the first token; to be closed
	 */
	JsonParser tokens() {
		return this.tokens.get();
	}

	/**
	 * Take it apart.
	 * @return the name and the arguments, as plain values
	 * @throws RuntimeException if it is no list
	 */
	@SuppressWarnings("unchecked")
	List<? extends @Nullable Object> values() {
		try (JsonParser parser = tokens()) {
			return parser.readValueAs(List.class);
		}
	}

}
