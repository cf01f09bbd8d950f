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

import io.github.socketiospring.context.ContextPropagationScope;
import io.github.socketiospring.context.MdcScope;
import io.github.socketiospring.context.MdcThreadLocalAccessor;
import io.micrometer.context.ContextRegistry;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;

/**
 * What handlers find in their thread, by what is on the class path.
 */
final class HandlerScopeConfigurations {

	private HandlerScopeConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ContextRegistry.class)
	static class ContextPropagation {

		@Bean
		@Order(-10)
		@ConditionalOnMissingBean
		ContextPropagationScope socketIOContextPropagationScope() {
			return new ContextPropagationScope();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MDC.class)
	@ConditionalOnBooleanProperty(name = "socketio.handler.mdc", matchIfMissing = true)
	static class Mdc {

		@Bean
		@Order(-20)
		@ConditionalOnMissingBean
		MdcScope socketIOMdcScope() {
			return new MdcScope();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ MDC.class, ContextRegistry.class })
	@ConditionalOnBooleanProperty(name = "socketio.handler.mdc", matchIfMissing = true)
	static class MdcPropagation {

		@Bean
		@Lazy(false)
		@ConditionalOnMissingBean
		MdcThreadLocalAccessor socketIOMdcThreadLocalAccessor() {
			MdcThreadLocalAccessor accessor = new MdcThreadLocalAccessor();
			ContextRegistry.getInstance().registerThreadLocalAccessor(accessor);
			return accessor;
		}

	}

}
