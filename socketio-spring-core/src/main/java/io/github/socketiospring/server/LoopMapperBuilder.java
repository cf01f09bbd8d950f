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

import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.RecyclerPool;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds a mapper that is as the application's in all that is seen, but whose parsers and
 * generators get their buffers from the event loop that they run on: the pool that they
 * have by default is one for all threads.
 */
final class LoopMapperBuilder extends JsonMapper.Builder {

	LoopMapperBuilder(JsonMapper mapper) {
		super(new StateImpl(mapper.rebuild()));
		if (hasDefaultPool(this._streamFactory)) {
			this._streamFactory = ((JsonFactory) this._streamFactory).rebuild()
				.recyclerPool(new LoopRecyclerPool(this._streamFactory._getRecyclerPool()))
				.build();
		}
	}

	/**
	 * A pool that was chosen stays, and what makes parsers in its own way is not rebuilt.
	 */
	private static boolean hasDefaultPool(TokenStreamFactory factory) {
		RecyclerPool<BufferRecycler> pool = factory._getRecyclerPool();
		return factory.getClass() == JsonFactory.class && pool.getClass() == JsonRecyclerPools.defaultPool().getClass()
				&& pool != JsonRecyclerPools.sharedConcurrentDequePool();
	}

}
