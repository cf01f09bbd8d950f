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

package io.github.socketiospring.interop.conformance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reading the packets that hold an id made by the server.
 */
final class Packets {

	private static final Pattern SID = Pattern.compile("\\{\"sid\":\"([^\"]+)\"}");

	private Packets() {
	}

	/**
	 * The id in the reply to a CONNECT packet, which must be for the same namespace and
	 * hold nothing else.
	 */
	static String socketId(String connect, String reply) {
		String namespace = connect.startsWith("40/") ? connect.substring(2).split(",")[0] + "," : "";
		if (namespace.equals("/,")) {
			namespace = "";
		}
		assertThat(reply).startsWith("40" + namespace + "{");
		Matcher matcher = SID.matcher(reply.substring(2 + namespace.length()));
		assertThat(matcher.matches()).as("CONNECT reply " + reply).isTrue();
		return matcher.group(1);
	}

}
