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

package io.github.socketiospring.boot.autoconfigure;

import java.util.Locale;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link MissingClusterException}.
 */
class MissingClusterFailureAnalyzer extends AbstractFailureAnalyzer<MissingClusterException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingClusterException cause) {
		String type = cause.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
		return new FailureAnalysis(
				"The property socketio.cluster.type is '" + type
						+ "', but there is no LettuceConnectionFactory bean, or no module that could use it.",
				"Add the dependencies io.github.socketio-spring:socketio-spring-redis and"
						+ " org.springframework.boot:spring-boot-starter-data-redis, and set spring.data.redis.*. Or set"
						+ " socketio.cluster.type=none.",
				cause);
	}

}
