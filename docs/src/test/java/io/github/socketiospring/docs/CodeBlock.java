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

package io.github.socketiospring.docs;

/**
 * A sample on a page.
 *
 * @param page the name of the file
 * @param line the number of its first line
 * @param id its anchor, or empty
 * @param language such as {@code java}, or empty if the page does not say
 * @param file the file of the project that it is a copy of, or empty
 * @param library the library that it is for, if that is not this one, or empty
 * @param text what it shows
 */
record CodeBlock(String page, int line, String id, String language, String file, String library, String text) {

	@Override
	public String toString() {
		return this.page + ":" + this.line;
	}

}
