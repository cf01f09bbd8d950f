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

package io.github.socketiospring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The names of namespaces with variables in them: <code>/orders/{id}</code>. A variable
 * takes one or more characters but the slash, or what a regular expression says:
 * <code>/orders/{id:[0-9]+}</code>. Templates are ordered by what they take: a more
 * special one comes before a more general one. Immutable.
 *
 * @see SocketIOServer#of(NamespaceTemplate)
 */
public final class NamespaceTemplate implements Comparable<NamespaceTemplate> {

	private static final Pattern VARIABLE_NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*");

	private static final String ANY_VALUE = "[^/]+";

	private static final String GROUP_PREFIX = "socketioVariable";

	private static final Comparator<NamespaceTemplate> SPECIAL_FIRST = Comparator
		.comparingInt((NamespaceTemplate template) -> template.anyValues)
		.thenComparingInt((template) -> template.variableNames.size())
		.thenComparingInt((template) -> -template.literalLength)
		.thenComparing((template) -> template.text);

	private final String text;

	private final List<String> variableNames = new ArrayList<>();

	private final Pattern pattern;

	private int anyValues;

	private int literalLength;

	private NamespaceTemplate(String template) {
		this.text = template.startsWith("/") ? template : "/" + template;
		StringBuilder regex = new StringBuilder();
		int position = 0;
		while (position < this.text.length()) {
			int open = this.text.indexOf('{', position);
			String literal = this.text.substring(position, (open >= 0) ? open : this.text.length());
			check(literal.indexOf('}') < 0, "a '}' without '{'");
			check(literal.indexOf(',') < 0, "the name of a namespace cannot have a comma");
			check(!literal.isEmpty() || open < 0 || position == 0, "two variables without text between them");
			this.literalLength += literal.length();
			regex.append(literal.isEmpty() ? "" : Pattern.quote(literal));
			if (open < 0) {
				break;
			}
			int close = closingBrace(open);
			appendVariable(regex, this.text.substring(open + 1, close));
			position = close + 1;
		}
		check(!this.variableNames.isEmpty(), "it has no variable, as in '/orders/{id}'");
		try {
			this.pattern = Pattern.compile(regex.toString());
		}
		catch (PatternSyntaxException ex) {
			throw new IllegalArgumentException(malformed(ex.getDescription()), ex);
		}
	}

	private int closingBrace(int open) {
		int depth = 0;
		for (int i = open; i < this.text.length(); i++) {
			switch (this.text.charAt(i)) {
				case '{' -> depth++;
				case '}' -> depth--;
				case '\\' -> i++;
				default -> {
				}
			}
			if (depth == 0) {
				return i;
			}
		}
		throw new IllegalArgumentException(malformed("a '{' without '}'"));
	}

	private void appendVariable(StringBuilder regex, String variable) {
		int colon = variable.indexOf(':');
		String name = (colon >= 0) ? variable.substring(0, colon) : variable;
		check(VARIABLE_NAME.matcher(name).matches(), "'" + name + "' is no name of a variable");
		check(!this.variableNames.contains(name), "the variable '" + name + "' is there twice");
		check(colon != variable.length() - 1, "the variable '" + name + "' has no expression after the colon");
		String value = (colon >= 0) ? variable.substring(colon + 1) : ANY_VALUE;
		regex.append("(?<").append(group(this.variableNames.size())).append('>').append(value).append(')');
		this.variableNames.add(name);
		this.anyValues += (colon >= 0) ? 0 : 1;
	}

	private static String group(int index) {
		return GROUP_PREFIX + index;
	}

	private void check(boolean condition, String problem) {
		Assert.isTrue(condition, () -> malformed(problem));
	}

	private String malformed(String problem) {
		return "'" + this.text + "' is no template for the names of namespaces: " + problem;
	}

	/**
	 * Parse a template.
	 * @param template the text, with or without the slash at the beginning
	 * @return the template
	 * @throws IllegalArgumentException if it is malformed, or has no variable
	 */
	public static NamespaceTemplate of(String template) {
		return new NamespaceTemplate(template);
	}

	/**
	 * Whether a text is meant as a template, rather than as the name of one namespace.
	 * @param text the text
	 * @return true if it has a brace
	 */
	public static boolean isTemplate(String text) {
		return text.indexOf('{') >= 0 || text.indexOf('}') >= 0;
	}

	/**
	 * The names of the variables.
	 * @return the names, in their order
	 */
	public List<String> variableNames() {
		return List.copyOf(this.variableNames);
	}

	/**
	 * Match a name.
	 * @param name the name of a namespace, beginning with a slash
	 * @return the values of the variables by their names, or null if it does not match
	 */
	public @Nullable Map<String, String> match(String name) {
		Matcher matcher = this.pattern.matcher(name);
		if (!matcher.matches()) {
			return null;
		}
		Map<String, String> values = new LinkedHashMap<>();
		for (int i = 0; i < this.variableNames.size(); i++) {
			values.put(this.variableNames.get(i), String.valueOf(matcher.group(group(i))));
		}
		return values;
	}

	/**
	 * Whether another template takes the same names, and differs in the names of its
	 * variables at most.
	 * @param other the other template
	 * @return whether it takes the same names
	 */
	public boolean takesSameNames(NamespaceTemplate other) {
		return this.pattern.pattern().equals(other.pattern.pattern());
	}

	@Override
	public int compareTo(NamespaceTemplate other) {
		return SPECIAL_FIRST.compare(this, other);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof NamespaceTemplate template && this.text.equals(template.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	/**
	 * The text of the template.
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
