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

import java.util.List;
import java.util.Map;

import io.github.socketiospring.engineio.protocol.ProtocolVersion;
import io.github.socketiospring.engineio.transport.Transport;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Checks a request in the order of the reference server: transport, origin, session, and
 * for a new one method and protocol.
 */
final class HandshakeVerifier {

	private final EngineIOOptions options;

	private final Map<String, DefaultSession> sessions;

	HandshakeVerifier(EngineIOOptions options, Map<String, DefaultSession> sessions) {
		this.options = options;
		this.sessions = sessions;
	}

	@Nullable EngineIOError verify(EngineIORequest request, boolean upgrade) {
		String transport = last(request, "transport");
		if (transport == null || !this.options.transports().contains(transport)) {
			return EngineIOError.TRANSPORT_UNKNOWN;
		}
		String origin = request.headers().getFirst(HttpHeaders.ORIGIN);
		if (origin != null && !origin.chars().allMatch(HandshakeVerifier::isHeaderCharacter)) {
			return EngineIOError.BAD_REQUEST;
		}
		ProtocolVersion version = ProtocolVersion.of(last(request, "EIO"));
		if (sid(request) != null) {
			DefaultSession session = session(request);
			if (session == null) {
				return EngineIOError.SESSION_ID_UNKNOWN;
			}
			boolean fits = session.version() == version && (upgrade || session.transport().equals(transport));
			return fits ? null : EngineIOError.BAD_REQUEST;
		}
		if (!"GET".equals(request.method())) {
			return EngineIOError.BAD_HANDSHAKE_METHOD;
		}
		if (!upgrade && Transport.WEBSOCKET.equals(transport)) {
			return EngineIOError.BAD_REQUEST;
		}
		if (version == ProtocolVersion.V3 && this.options.allowEIO3()) {
			return isForeignScript(request) ? EngineIOError.FORBIDDEN : null;
		}
		return (version == ProtocolVersion.V4) ? null : EngineIOError.UNSUPPORTED_PROTOCOL_VERSION;
	}

	@Nullable DefaultSession session(EngineIORequest request) {
		String sid = sid(request);
		return (sid != null) ? this.sessions.get(sid) : null;
	}

	static @Nullable String sid(EngineIORequest request) {
		String sid = last(request, "sid");
		return (sid != null && !sid.isEmpty()) ? sid : null;
	}

	static @Nullable String last(EngineIORequest request, String parameter) {
		List<String> values = request.query().get(parameter);
		return (values != null && !values.isEmpty()) ? values.get(values.size() - 1) : null;
	}

	/**
	 * Whether the browser must be told not to look for scripts in what it gets.
	 */
	static boolean isOldBrowser(EngineIORequest request) {
		String userAgent = request.headers().getFirst(HttpHeaders.USER_AGENT);
		return userAgent != null && (userAgent.contains(";MSIE") || userAgent.contains("Trident/"));
	}

	/**
	 * Whether the page of another site wants to load the answer as a script. Scripts are
	 * loaded without a check of their origin. Browsers that say so do not need JSONP.
	 */
	private static boolean isForeignScript(EngineIORequest request) {
		String site = request.headers().getFirst("Sec-Fetch-Site");
		return site != null && !"same-origin".equals(site) && !"none".equals(site) && last(request, "j") != null;
	}

	private static boolean isHeaderCharacter(int c) {
		return c == '\t' || (c >= 0x20 && c <= 0x7e) || (c >= 0x80 && c <= 0xff);
	}

}
