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
 * for a new one the method. The application decides then, and the protocol comes last.
 */
final class HandshakeVerifier {

	private final EngineIOOptions options;

	private final Map<String, DefaultSession> sessions;

	HandshakeVerifier(EngineIOOptions options, Map<String, DefaultSession> sessions) {
		this.options = options;
		this.sessions = sessions;
	}

	@Nullable Refusal verify(EngineIORequest request, boolean upgrade) {
		String transport = last(request, "transport");
		if (transport == null || !this.options.transports().contains(transport)) {
			return Refusal.of(EngineIOError.TRANSPORT_UNKNOWN, Map.of("transport", String.valueOf(transport)));
		}
		String origin = request.headers().getFirst(HttpHeaders.ORIGIN);
		if (origin != null && !origin.chars().allMatch(HandshakeVerifier::isHeaderCharacter)) {
			return Refusal.of(EngineIOError.BAD_REQUEST, Map.of("name", "INVALID_ORIGIN", "origin", origin));
		}
		String sid = sid(request);
		if (sid != null) {
			DefaultSession session = this.sessions.get(sid);
			return (session != null) ? verify(request, session, transport, upgrade) : unknown(sid);
		}
		if (!"GET".equals(request.method())) {
			return Refusal.of(EngineIOError.BAD_HANDSHAKE_METHOD, Map.of("method", request.method()));
		}
		return (!upgrade && Transport.WEBSOCKET.equals(transport)) ? Refusal.badRequest("TRANSPORT_HANDSHAKE_ERROR")
				: null;
	}

	private static @Nullable Refusal verify(EngineIORequest request, DefaultSession session, String transport,
			boolean upgrade) {
		if (!session.handshake().isOfSamePrincipal(request)) {
			return Refusal.of(EngineIOError.SESSION_ID_UNKNOWN,
					Map.of("sid", session.id(), "name", Refusal.OTHER_PRINCIPAL));
		}
		if (!upgrade && !session.transport().equals(transport)) {
			return mismatch(session, transport);
		}
		boolean sameProtocol = session.version() == ProtocolVersion.of(last(request, "EIO"));
		return sameProtocol ? null : Refusal.badRequest("PROTOCOL_MISMATCH");
	}

	boolean isKnown(String sid) {
		return this.sessions.containsKey(sid);
	}

	static Refusal mismatch(DefaultSession session, String transport) {
		return Refusal.of(EngineIOError.BAD_REQUEST,
				Map.of("name", "TRANSPORT_MISMATCH", "transport", transport, "previousTransport", session.transport()));
	}

	static Refusal unknown(String sid) {
		return Refusal.of(EngineIOError.SESSION_ID_UNKNOWN, Map.of("sid", sid));
	}

	/**
	 * Check the protocol of a request that is to open a session.
	 */
	@Nullable Refusal verifyProtocol(EngineIORequest request) {
		String protocol = last(request, "EIO");
		ProtocolVersion version = ProtocolVersion.of(protocol);
		if (version == ProtocolVersion.V3 && this.options.allowEIO3()) {
			return isForeignScript(request) ? Refusal.of(EngineIOError.FORBIDDEN, Map.of("name", "FOREIGN_SCRIPT"))
					: null;
		}
		return (version == ProtocolVersion.V4) ? null
				: Refusal.of(EngineIOError.UNSUPPORTED_PROTOCOL_VERSION, Map.of("protocol", String.valueOf(protocol)));
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
