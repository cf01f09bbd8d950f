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

import java.util.List;

import io.github.socketiospring.webflux.SocketIOHandlerMapping;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.result.SimpleHandlerAdapter;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.handler.ResponseStatusExceptionHandler;

/**
 * What {@link OwnServer} serves: the endpoint and nothing else, behind the application's
 * filters.
 */
final class OwnServerHandler {

	private final WebHttpHandlerBuilder builder;

	OwnServerHandler(SocketIOHandlerMapping mapping) {
		this.builder = WebHttpHandlerBuilder.webHandler(dispatcher(mapping))
			.codecConfigurer(ServerCodecConfigurer.create());
	}

	/**
	 * Not in the context of the application, whose other beans are none of its business.
	 */
	private static DispatcherHandler dispatcher(SocketIOHandlerMapping mapping) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.getBeanFactory().registerSingleton("mapping", mapping);
		context.getBeanFactory().registerSingleton("adapter", new SimpleHandlerAdapter());
		context.refresh();
		return new DispatcherHandler(context);
	}

	void setFilters(List<WebFilter> filters) {
		this.builder.filters((all) -> all.addAll(filters));
	}

	void setExceptionHandlers(List<WebExceptionHandler> handlers) {
		this.builder.exceptionHandlers((all) -> {
			all.addAll(handlers);
			// For what is not there
			all.add(new ResponseStatusExceptionHandler());
		});
	}

	void setTransformsForwardedHeaders(boolean transforms) {
		if (transforms) {
			this.builder.forwardedHeaderTransformer(new ForwardedHeaderTransformer());
		}
	}

	void setObservationRegistry(@Nullable ObservationRegistry registry) {
		if (registry != null) {
			this.builder.observationRegistry(registry);
		}
	}

	HttpHandler build() {
		return this.builder.build();
	}

}
