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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for in its CONNECT.
 *
 * @param pid the secret of the socket that it had; null if it wants a new one
 * @param offset the last offset that it has seen; null if it has seen none
 * @param auth the auth object of the application
 */
record RecoveryRequest(@Nullable String pid, @Nullable String offset, Map<String, @Nullable Object> auth) {

	private static final String PID = "pid";

	private static final String OFFSET = "offset";

	/**
	 * Take apart what clients send as one object. The secret is not for the application.
	 */
	static RecoveryRequest of(Map<String, @Nullable Object> auth) {
		if (!auth.containsKey(PID) && !auth.containsKey(OFFSET)) {
			return new RecoveryRequest(null, null, auth);
		}
		Map<String, @Nullable Object> rest = new LinkedHashMap<>(auth);
		Object pid = rest.remove(PID);
		Object offset = rest.remove(OFFSET);
		boolean valid = pid instanceof String && (offset == null || offset instanceof String);
		return new RecoveryRequest(valid ? (String) pid : null, valid ? (String) offset : null,
				Collections.unmodifiableMap(rest));
	}

	@Override
	public String toString() {
		return "RecoveryRequest[" + ((this.pid != null) ? "of a socket from before" : "of a new socket") + "]";
	}

}
