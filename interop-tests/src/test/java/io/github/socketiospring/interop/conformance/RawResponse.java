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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An HTTP response as it came. Header names are in lower case.
 */
record RawResponse(int status, Map<String, List<String>> headers, byte[] body) {

	String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * The header's values joined, or {@code null}.
	 */
	String header(String name) {
		List<String> values = this.headers.get(name);
		return (values != null) ? String.join(", ", values) : null;
	}

	/**
	 * Status and body, to compare both at once.
	 */
	String summary() {
		return (this.status + " " + text()).strip();
	}

}
