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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lets first requests in that are fit to open a session: asks the application, and checks
 * what the reference server checks after that.
 */
final class Admission {

	private static final Log logger = LogFactory.getLog(EngineIOServer.class);

	private final HandshakeVerifier verifier;

	private final Timers timers;

	private final Duration timeout;

	private final @Nullable Function<HandshakeRequest, Mono<Void>> interceptor;

	private final SessionIds ids = new SessionIds();

	private final LogLimit failures = new LogLimit(Duration.ofSeconds(1));

	Admission(HandshakeVerifier verifier, EngineIOOptions options, Timers timers,
			@Nullable Function<HandshakeRequest, Mono<Void>> interceptor) {
		this.verifier = verifier;
		this.timers = timers;
		this.timeout = options.upgradeTimeout();
		this.interceptor = interceptor;
	}

	/**
	 * Decide on a request that passed the first checks and names no session.
	 * @return what may be opened, or a {@link Refusal.Signal}
	 */
	Mono<Opening> admit(EngineIORequest request) {
		if (this.interceptor == null) {
			return open(request, Map.of());
		}
		HandshakeRequest handshake = new HandshakeRequest(request);
		return Mono.defer(() -> this.interceptor.apply(handshake))
			.timeout(Mono.create((sink) -> sink.onDispose(this.timers.schedule(this.timeout, sink::success))))
			.onErrorMap(this::forbidden)
			.then(Mono.defer(() -> open(request, handshake.attributes())));
	}

	private Mono<Opening> open(EngineIORequest request, Map<String, Object> attributes) {
		Refusal refusal = this.verifier.verifyProtocol(request);
		return (refusal != null) ? Mono.error(new Refusal.Signal(refusal))
				: Mono.just(new Opening(this.ids.next(), new EngineIOHandshake(request, attributes)));
	}

	private Throwable forbidden(Throwable error) {
		if (error instanceof HandshakeRefusedException && error.getMessage() != null) {
			return new Refusal.Signal(
					new Refusal(EngineIOError.FORBIDDEN, error.getMessage(), Map.of("message", error.getMessage())));
		}
		String message = (error instanceof TimeoutException)
				? "A handshake was refused: it was not decided on within " + this.timeout.toMillis() + " ms"
				: "A handshake was refused: the decision on it failed";
		if (this.failures.permits()) {
			logger.error(message, error);
		}
		else {
			logger.debug(message, error);
		}
		return new Refusal.Signal(Refusal.of(EngineIOError.FORBIDDEN,
				Map.of("message", EngineIOError.FORBIDDEN.message(), "error", error)));
	}

}
