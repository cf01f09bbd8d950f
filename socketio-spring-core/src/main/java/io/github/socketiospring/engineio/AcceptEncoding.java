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
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What a client accepts, by its header {@code Accept-Encoding}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110.html#section-12.5.3">RFC 9110,
 * section 12.5.3</a>
 */
public final class AcceptEncoding {

	private static final String IDENTITY = "identity";

	private AcceptEncoding() {
	}

	/**
	 * Choose an encoding.
	 * @param accepted the values of the header
	 * @param available the encodings that there are, the one to prefer first
	 * @return the one that the client likes best, or null for none
	 */
	public static @Nullable String choose(List<String> accepted, List<String> available) {
		String chosen = null;
		double best = 0;
		for (String encoding : available) {
			double quality = quality(accepted, encoding);
			if (quality > best) {
				best = quality;
				chosen = encoding;
			}
		}
		return (best >= quality(accepted, IDENTITY)) ? chosen : null;
	}

	/**
	 * How much the client likes an encoding; what it names counts before its asterisk.
	 */
	private static double quality(List<String> accepted, String encoding) {
		double others = 0;
		for (String value : accepted) {
			for (String element : value.split(",")) {
				String[] parameters = element.split(";");
				String name = parameters[0].strip().toLowerCase(Locale.ROOT);
				if (name.equals(encoding)) {
					return weight(parameters);
				}
				if (name.equals("*") && !encoding.equals(IDENTITY)) {
					others = weight(parameters);
				}
			}
		}
		return others;
	}

	private static double weight(String[] parameters) {
		for (int i = 1; i < parameters.length; i++) {
			String parameter = StringUtils.trimAllWhitespace(parameters[i]).toLowerCase(Locale.ROOT);
			if (parameter.startsWith("q=")) {
				try {
					return Double.parseDouble(parameter.substring(2));
				}
				catch (NumberFormatException ex) {
					return 0;
				}
			}
		}
		return 1;
	}

}
