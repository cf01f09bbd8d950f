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

package io.github.socketiospring.protocol;

import tools.jackson.databind.json.JsonMapper;

/**
 * Creates the parser of a server.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#parser">Socket.IO: parser</a>
 */
@FunctionalInterface
public interface PacketParserFactory {

	/**
	 * Create a parser.
	 * @param mapper the mapper of the server, which takes a
	 * {@link org.springframework.core.io.buffer.DataBuffer} for binary data
	 * @return the parser
	 */
	PacketParser create(JsonMapper mapper);

	/**
	 * JSON with binary attachments, what every client speaks by default.
	 * @return the factory
	 */
	static PacketParserFactory json() {
		return JsonPacketParser::new;
	}

}
