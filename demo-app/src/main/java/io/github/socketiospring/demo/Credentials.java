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

package io.github.socketiospring.demo;

/**
 * Who somebody claims to be: the {@code auth} object of the page.
 *
 * @param name what the others see, and the visitor's identity
 * @param key random text that all tabs of one browser have in common; it keeps others
 * from using the same name at the same time
 */
record Credentials(String name, String key) {

	private static final int MAX_NAME = 24;

	private static final int MAX_KEY = 64;

	/**
	 * JSON may lack a property, so that it is null here.
	 */
	boolean isValid() {
		return isPresent(this.name, MAX_NAME) && isPresent(this.key, MAX_KEY) && this.name.equals(this.name.strip());
	}

	private static boolean isPresent(String text, int max) {
		return text != null && !text.isEmpty() && text.length() <= max;
	}

}
