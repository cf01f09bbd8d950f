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

package io.github.socketiospring;

import io.github.socketiospring.engineio.HandshakeRequest;
import reactor.core.publisher.Mono;

/**
 * Decides on the first request of each client, before there is a connection and so before
 * any namespace. In a Spring Boot application beans of this type are called in their
 * order, each when the one before has let the request in.
 *
 * <pre class="code">
 * &#64;Bean
 * SocketIOHandshakeInterceptor tenants(TenantRepository tenants) {
 *     return (request) -&gt; tenants.findByHost(request.uri().getHost())
 *         .switchIfEmpty(Mono.error(() -&gt; new ConnectionRefusedException("unknown tenant")))
 *         .doOnNext((tenant) -&gt; request.attributes().put("tenant", tenant))
 *         .then();
 * }
 * </pre>
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#allowrequest">Socket.IO:
 * allowRequest</a>
 */
@FunctionalInterface
public interface SocketIOHandshakeInterceptor {

	/**
	 * Decide on a request. Called on the event loop: it must not block.
	 * @param request the request
	 * @return completes to let it in. An error (or an exception thrown) refuses it, and
	 * so does time that passes: more than an upgrade to WebSocket may take. A client that
	 * polls gets 403 with code 4, a WebSocket 400, and the message is that of a
	 * {@link ConnectionRefusedException} or {@code Forbidden}
	 */
	Mono<Void> intercept(HandshakeRequest request);

}
