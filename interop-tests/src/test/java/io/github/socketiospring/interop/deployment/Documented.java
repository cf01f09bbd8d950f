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

package io.github.socketiospring.interop.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Samples of the documentation.
 */
final class Documented {

	private Documented() {
	}

	/**
	 * Returns the sample with an id.
	 * @param page the name of its page, without the extension
	 * @param id the id
	 */
	static String sample(String page, String id) throws IOException {
		String text = Files.readString(Path.of("..", "docs", page + ".adoc"));
		Matcher matcher = Pattern
			.compile("\\[#" + id + "]\\n\\[source,[a-z]+]\\n----\\n(.*?)\\n----\\n", Pattern.DOTALL)
			.matcher(text);
		if (!matcher.find()) {
			throw new IllegalStateException("There is no sample " + id + " in " + page);
		}
		return matcher.group(1) + "\n";
	}

}
