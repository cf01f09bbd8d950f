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

package io.github.socketiospring.server;

import java.util.Map;
import java.util.regex.Pattern;

import io.github.socketiospring.NamespacePredicate;
import io.github.socketiospring.NamespaceTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Tells which names the children of a parent may have.
 */
sealed interface NamespaceMatcher {

	/**
	 * Match a name, as long as that does not depend on the client.
	 * @return the values of the variables, or null if the name does not match
	 */
	@Nullable Map<String, String> match(String name);

	/**
	 * What has to be asked for each client.
	 * @return null if the name says it all
	 */
	default @Nullable NamespacePredicate predicate() {
		return null;
	}

	/**
	 * A template.
	 */
	record OfTemplate(NamespaceTemplate template) implements NamespaceMatcher {

		@Override
		public @Nullable Map<String, String> match(String name) {
			return this.template.match(name);
		}

		@Override
		public String toString() {
			return this.template.toString();
		}

	}

	/**
	 * A pattern that the whole name matches.
	 */
	record OfPattern(Pattern pattern) implements NamespaceMatcher {

		@Override
		public @Nullable Map<String, String> match(String name) {
			return this.pattern.matcher(name).matches() ? Map.of() : null;
		}

		/** Patterns know no equality. */
		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof OfPattern that && this.pattern.flags() == that.pattern.flags()
					&& this.pattern.pattern().equals(that.pattern.pattern());
		}

		@Override
		public int hashCode() {
			return this.pattern.pattern().hashCode();
		}

		@Override
		public String toString() {
			return this.pattern.pattern();
		}

	}

	/**
	 * A predicate, which only clients can be put to.
	 */
	record OfPredicate(NamespacePredicate predicate) implements NamespaceMatcher {

		@Override
		public @Nullable Map<String, String> match(String name) {
			return null;
		}

	}

}
