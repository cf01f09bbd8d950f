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

package io.github.socketiospring.engineio;

import java.util.Map;

import tools.jackson.core.io.JsonStringEncoder;

/**
 * Why a request is refused.
 *
 * @param error what the client is told
 * @param message how it is told
 * @param context more about it, for the server alone; named as the reference server does
 */
record Refusal(EngineIOError error, String message, Map<String, Object> context) {

	/** The client is told that there is no such session: it learns nothing of others. */
	static final String OTHER_PRINCIPAL = "OTHER_PRINCIPAL";

	static Refusal of(EngineIOError error, Map<String, Object> context) {
		return new Refusal(error, error.message(), context);
	}

	static Refusal badRequest(String name) {
		return of(EngineIOError.BAD_REQUEST, Map.of("name", name));
	}

	static Refusal idGeneration(Object error) {
		return of(EngineIOError.BAD_REQUEST, Map.of("name", "ID_GENERATION_ERROR", "error", error));
	}

	boolean isForOtherPrincipal() {
		return OTHER_PRINCIPAL.equals(this.context.get("name"));
	}

	EngineIOResponse response(boolean upgrade) {
		if (upgrade) {
			return EngineIOResponse.html(this.error.status(true), this.message);
		}
		String json = "{\"code\":" + this.error.code() + ",\"message\":\""
				+ new String(JsonStringEncoder.getInstance().quoteAsCharArray(this.message)) + "\"}";
		return EngineIOResponse.json(this.error.status(false), json);
	}

	/**
	 * For logs, without what clients sent.
	 */
	@Override
	public String toString() {
		Object name = this.context.get("name");
		return this.error.message() + ((name != null) ? " (" + name + ")" : "");
	}

	/**
	 * Carries a refusal through a reactive chain.
	 */
	@SuppressWarnings("serial")
	static final class Signal extends RuntimeException {

		private final transient Refusal refusal;

		Signal(Refusal refusal) {
			super(refusal.message(), null, false, false);
			this.refusal = refusal;
		}

		Refusal refusal() {
			return this.refusal;
		}

	}

}
