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

package io.github.socketiospring.boot.autoconfigure.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains an {@link UnprotectedEndpointException}.
 */
class UnprotectedEndpointFailureAnalyzer extends AbstractFailureAnalyzer<UnprotectedEndpointException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnprotectedEndpointException cause) {
		return new FailureAnalysis(
				"The cross-origin settings let the pages of every origin use the Socket.IO server at '" + cause.path()
						+ "' with the credentials of users, while protection against CSRF is skipped for it: any page"
						+ " could act for your users.",
				"Name the origins in socketio.cors.allowed-origins or in addCorsMappings, or do without credentials"
						+ " (socketio.cors.allow-credentials=false) and send a token in the auth object. If clients of"
						+ " yours do send CSRF tokens, set socketio.security.skip-csrf=false: any page can still open"
						+ " WebSockets for your users then.",
				cause);
	}

}
