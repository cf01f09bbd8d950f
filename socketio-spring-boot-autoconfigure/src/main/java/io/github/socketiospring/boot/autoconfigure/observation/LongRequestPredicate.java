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

package io.github.socketiospring.boot.autoconfigure.observation;

import java.util.Set;
import java.util.stream.Collectors;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.webflux.SocketIOHandlerMapping;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.util.MultiValueMap;

/**
 * Keeps polls and WebSocket upgrades from being observed as HTTP requests: they last as
 * long as nothing happens. Handshakes and what clients send by polling are short, and are
 * observed.
 */
final class LongRequestPredicate implements ObservationPredicate, SmartInitializingSingleton {

	private final ListableBeanFactory beanFactory;

	/** Those of the servers, which may need the registry that asks this. */
	private volatile Set<String> paths = Set.of();

	LongRequestPredicate(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.paths = this.beanFactory.getBeansOfType(SocketIOServer.class)
			.values()
			.stream()
			.map((server) -> SocketIOHandlerMapping.basePath(server.path()))
			.collect(Collectors.toUnmodifiableSet());
	}

	@Override
	public boolean test(String name, Observation.Context context) {
		ServerHttpRequest request = (context instanceof ServerRequestObservationContext http) ? http.getCarrier()
				: null;
		return request == null || !isLong(request);
	}

	private boolean isLong(ServerHttpRequest request) {
		if (!isOfServer(request.getPath().pathWithinApplication().value())) {
			return false;
		}
		MultiValueMap<String, String> query = request.getQueryParams();
		return "websocket".equals(query.getFirst("transport"))
				|| (HttpMethod.GET.equals(request.getMethod()) && query.containsKey("sid"));
	}

	private boolean isOfServer(String path) {
		int length = path.length() - (path.endsWith("/") ? 1 : 0);
		return this.paths.contains(path.substring(0, length));
	}

}
