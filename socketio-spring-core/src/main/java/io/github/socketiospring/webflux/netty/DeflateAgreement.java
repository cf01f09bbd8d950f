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

package io.github.socketiospring.webflux.netty;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.socketiospring.engineio.PerMessageDeflate;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What client and server have agreed on about the compression of messages.
 *
 * @param serverContextTakeover whether messages to the client refer to earlier ones
 * @param clientContextTakeover whether those of the client may
 * @param response the value of the header that tells the client
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692.html#section-7.1">RFC 7692,
 * section 7.1</a>
 */
record DeflateAgreement(boolean serverContextTakeover, boolean clientContextTakeover, String response) {

	static final String HEADER = "Sec-WebSocket-Extensions";

	private static final String NAME = "permessage-deflate";

	private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";

	private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";

	private static final String SERVER_WINDOW = "server_max_window_bits";

	private static final String CLIENT_WINDOW = "client_max_window_bits";

	/** The one that the JDK has. */
	private static final int WINDOW_BITS = 15;

	/**
	 * Agree on the first offer that can be kept.
	 * @param header the values of the client's header
	 * @return null if there is none
	 */
	static @Nullable DeflateAgreement find(List<String> header, PerMessageDeflate options) {
		for (String value : header) {
			for (String offer : value.split(",")) {
				DeflateAgreement agreement = of(offer.split(";", -1), options);
				if (agreement != null) {
					return agreement;
				}
			}
		}
		return null;
	}

	private static @Nullable DeflateAgreement of(String[] offer, PerMessageDeflate options) {
		if (!NAME.equalsIgnoreCase(offer[0].strip())) {
			return null;
		}
		Set<String> names = new HashSet<>();
		for (int i = 1; i < offer.length; i++) {
			String[] parameter = offer[i].strip().toLowerCase(Locale.ROOT).split("=", 2);
			String name = parameter[0].strip();
			if (!names.add(name) || !isKept(name, (parameter.length > 1) ? unquote(parameter[1].strip()) : null)) {
				return null;
			}
		}
		boolean serverNoContext = options.serverNoContextTakeover() || names.contains(SERVER_NO_CONTEXT);
		boolean clientNoContext = options.clientNoContextTakeover() || names.contains(CLIENT_NO_CONTEXT);
		return new DeflateAgreement(!serverNoContext, !clientNoContext,
				NAME + (serverNoContext ? "; " + SERVER_NO_CONTEXT : "")
						+ (clientNoContext ? "; " + CLIENT_NO_CONTEXT : "")
						+ (names.contains(SERVER_WINDOW) ? "; " + SERVER_WINDOW + "=" + WINDOW_BITS : ""));
	}

	private static boolean isKept(String name, @Nullable String value) {
		return switch (name) {
			case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value == null;
			case SERVER_WINDOW -> value != null && bits(value) == WINDOW_BITS;
			case CLIENT_WINDOW -> value == null || bits(value) >= 8;
			default -> false;
		};
	}

	private static int bits(String value) {
		boolean number = value.matches("[1-9][0-9]?");
		int bits = number ? Integer.parseInt(value) : 0;
		return (bits <= WINDOW_BITS) ? bits : 0;
	}

	private static String unquote(String value) {
		return StringUtils.trimTrailingCharacter(StringUtils.trimLeadingCharacter(value, '"'), '"');
	}

}
