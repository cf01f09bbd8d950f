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

package io.github.socketiospring.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The answers of several.
 *
 * @param values the first argument of each
 * @param failure why some may lack; null if none does
 */
record Responses(List<Object> values, String failure) {

	static Responses of(Object result) {
		Map<?, ?> map = (Map<?, ?>) result;
		return new Responses(new ArrayList<>((List<?>) map.get("responses")), (String) map.get("failure"));
	}

}
