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

import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.RecyclerPool;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class LoopMapperBuilderTests {

	@Test
	void keepsWhatTheApplicationHasSet() {
		StreamReadConstraints constraints = StreamReadConstraints.builder().maxStringLength(17).build();
		JsonMapper mapper = JsonMapper
			.builder(JsonFactory.builder()
				.streamReadConstraints(constraints)
				.enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
				.build())
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.build();
		JsonMapper built = new LoopMapperBuilder(mapper).build();
		assertThat(built.tokenStreamFactory().streamReadConstraints()).isEqualTo(constraints);
		assertThat(built.readValue("{'two_words':1}", Sample.class)).isEqualTo(new Sample(1));
		assertThat(built.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)).isTrue();
		assertThat(built.tokenStreamFactory()._getRecyclerPool()).isInstanceOf(LoopRecyclerPool.class);
	}

	@Test
	void leavesTheMapperOfTheApplicationAsItIs() {
		JsonMapper mapper = JsonMapper.builder().build();
		TokenStreamFactory factory = mapper.tokenStreamFactory();
		new LoopMapperBuilder(mapper).build();
		assertThat(mapper.tokenStreamFactory()).isSameAs(factory);
		assertThat(factory._getRecyclerPool()).isNotInstanceOf(LoopRecyclerPool.class);
	}

	@Test
	void keepsAPoolThatWasChosen() {
		for (RecyclerPool<BufferRecycler> pool : List.of(JsonRecyclerPools.threadLocalPool(),
				JsonRecyclerPools.sharedConcurrentDequePool(), JsonRecyclerPools.newBoundedPool(3))) {
			JsonMapper mapper = JsonMapper.builder(JsonFactory.builder().recyclerPool(pool).build()).build();
			assertThat(new LoopMapperBuilder(mapper).build().tokenStreamFactory()._getRecyclerPool()).isSameAs(pool);
		}
	}

	@Test
	void keepsAFactoryOfAnotherClass() {
		JsonFactory factory = new JsonFactory() {

			@Override
			public JsonFactory copy() {
				return this;
			}

		};
		JsonMapper mapper = JsonMapper.builder(factory).build();
		assertThat(new LoopMapperBuilder(mapper).build().tokenStreamFactory()).isSameAs(mapper.tokenStreamFactory());
	}

	record Sample(int twoWords) {
	}

}
