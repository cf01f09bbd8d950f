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

package io.github.socketiospring.annotation.support;

import io.github.socketiospring.annotation.Auth;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Where the value of a parameter is in what the client sent.
 *
 * @param position the position of the argument of the event, or null if it is none
 * @param variable whether all arguments from there on are meant
 * @param path where the value is in it; the name of the parameter if the client did not
 * send it
 */
record ParameterSource(@Nullable Integer position, boolean variable, String path) {

	/**
	 * Find the source of a parameter.
	 * @param position as of the record
	 */
	static ParameterSource of(MethodParameter parameter, @Nullable Integer position) {
		if (position != null) {
			return new ParameterSource(position, ParameterTypes.isVariable(parameter), "");
		}
		MergedAnnotation<Auth> auth = MergedAnnotations.from(parameter.getParameterAnnotations()).get(Auth.class);
		String path = auth.isPresent() ? auth.getString(MergedAnnotation.VALUE) : parameter.getParameter().getName();
		return new ParameterSource(null, false, path);
	}

}
