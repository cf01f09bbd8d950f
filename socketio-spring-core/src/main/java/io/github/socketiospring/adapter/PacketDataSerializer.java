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

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Copies what is in a packet, token by token.
 */
final class PacketDataSerializer extends StdSerializer<PacketData> {

	PacketDataSerializer() {
		super(PacketData.class);
	}

	@Override
	public void serialize(PacketData value, JsonGenerator generator, SerializationContext context) {
		try (JsonParser parser = value.tokens()) {
			parser.nextToken();
			generator.copyCurrentStructure(parser);
		}
	}

}
