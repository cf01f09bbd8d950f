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

package io.github.socketiospring.context;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Has what {@link MdcScope} puts into the MDC follow a handler's {@code Mono} or
 * {@code Flux} to other threads, where Reactor propagates contexts. In Spring Boot it is
 * registered with {@code ContextRegistry.getInstance()} by itself.
 */
public final class MdcThreadLocalAccessor implements ThreadLocalAccessor<Map<String, String>> {

	/** The key in Reactor contexts. */
	public static final String KEY = MdcScope.CONTEXT_KEY;

	/**
	 * Create the accessor.
	 */
	public MdcThreadLocalAccessor() {
	}

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable Map<String, String> getValue() {
		if (MDC.get(MdcScope.NAMESPACE) == null) {
			return null;
		}
		Map<String, String> values = new HashMap<>();
		for (String key : MdcScope.KEYS) {
			String value = MDC.get(key);
			if (value != null) {
				values.put(key, value);
			}
		}
		return values;
	}

	@Override
	public void setValue(Map<String, String> values) {
		for (String key : MdcScope.KEYS) {
			String value = values.get(key);
			if (value != null) {
				MDC.put(key, value);
			}
			else {
				MDC.remove(key);
			}
		}
	}

	@Override
	public void setValue() {
		MdcScope.KEYS.forEach(MDC::remove);
	}

}
