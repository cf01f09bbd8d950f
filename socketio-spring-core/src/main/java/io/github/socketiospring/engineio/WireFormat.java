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

package io.github.socketiospring.engineio;

import io.github.socketiospring.engineio.protocol.FrameFormat;
import io.github.socketiospring.engineio.protocol.JsonpPayload;
import io.github.socketiospring.engineio.protocol.PayloadFormat;
import io.github.socketiospring.engineio.protocol.Protocol3Payload;
import io.github.socketiospring.engineio.protocol.Protocol4Payload;
import io.github.socketiospring.engineio.protocol.ProtocolVersion;

import org.springframework.util.StringUtils;

/**
 * How a client wants to be spoken to, as it says in the query of its request.
 *
 * @param version the version of the protocol
 * @param payloads how it wants its payloads, if it polls
 * @param frames how it wants binary messages, if it has a WebSocket
 */
record WireFormat(ProtocolVersion version, PayloadFormat payloads, FrameFormat frames) {

	private static final WireFormat V4 = new WireFormat(ProtocolVersion.V4, Protocol4Payload.INSTANCE,
			FrameFormat.CONTENT);

	private static final WireFormat V3 = new WireFormat(ProtocolVersion.V3, Protocol3Payload.BINARY, FrameFormat.TYPED);

	private static final WireFormat V3_BASE64 = new WireFormat(ProtocolVersion.V3, Protocol3Payload.BASE64,
			FrameFormat.BASE64);

	/**
	 * Read what a verified request says.
	 */
	static WireFormat of(EngineIORequest request) {
		if (ProtocolVersion.of(HandshakeVerifier.last(request, "EIO")) != ProtocolVersion.V3) {
			return V4;
		}
		WireFormat format = StringUtils.hasLength(HandshakeVerifier.last(request, "b64")) ? V3_BASE64 : V3;
		String jsonp = HandshakeVerifier.last(request, "j");
		return (jsonp != null) ? new WireFormat(format.version, new JsonpPayload(jsonp), format.frames) : format;
	}

}
