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
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.util.Assert;

/**
 * Lets first requests in that are fit to open a session: asks the application, checks
 * what the reference server checks after that, and gives the session its id.
 */
final class Admission {

	private static final Log logger = LogFactory.getLog(EngineIOServer.class);

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

	private final HandshakeVerifier verifier;

	private final EngineIOServer server;

	private final @Nullable Function<HandshakeRequest, Mono<Void>> interceptor;

	private final @Nullable SessionIdGenerator generator;

	private final String idPrefix;

	private final SessionIds ids = new SessionIds();

	private final LogLimit failures = new LogLimit(Duration.ofSeconds(1));

	Admission(EngineIOServer server, HandshakeVerifier verifier, EngineIOHooks hooks) {
		this.server = server;
		this.verifier = verifier;
		this.interceptor = hooks.interceptor();
		this.generator = hooks.idGenerator();
		this.idPrefix = hooks.idPrefix();
	}

	static boolean isId(String text) {
		return ID.matcher(text).matches();
	}

	/**
	 * Whether decisions are made at once.
	 */
	boolean isImmediate() {
		return this.interceptor == null && this.generator == null;
	}

	/**
	 * Decide on a request that passed the first checks and names no session.
	 * @return what may be opened, or a {@link Refusal.Signal}
	 */
	Mono<Opening> admit(EngineIORequest request) {
		if (isImmediate()) {
			Refusal refusal = this.verifier.verifyProtocol(request);
			return (refusal != null) ? Mono.error(new Refusal.Signal(refusal))
					: Mono.just(new Opening(nextId(), new EngineIOHandshake(request, Map.of())));
		}
		HandshakeRequest handshake = new HandshakeRequest(request);
		return intercept(handshake).then(Mono.defer(() -> {
			Refusal refusal = this.verifier.verifyProtocol(request);
			return (refusal != null) ? Mono.error(new Refusal.Signal(refusal)) : generateId(handshake);
		})).map((id) -> new Opening(id, new EngineIOHandshake(request, handshake.attributes())));
	}

	private Mono<Void> intercept(HandshakeRequest request) {
		Function<HandshakeRequest, Mono<Void>> interceptor = this.interceptor;
		if (interceptor == null) {
			return Mono.empty();
		}
		return inTime(Mono.defer(() -> interceptor.apply(request))).onErrorMap(this::forbidden);
	}

	private Throwable forbidden(Throwable error) {
		if (error instanceof HandshakeRefusedException && error.getMessage() != null) {
			return new Refusal.Signal(
					new Refusal(EngineIOError.FORBIDDEN, error.getMessage(), Map.of("message", error.getMessage())));
		}
		this.failures.error(logger, "A handshake was refused: the decision on it failed", error);
		return new Refusal.Signal(Refusal.of(EngineIOError.FORBIDDEN,
				Map.of("message", EngineIOError.FORBIDDEN.message(), "error", error)));
	}

	private Mono<String> generateId(HandshakeRequest request) {
		SessionIdGenerator generator = this.generator;
		if (generator == null) {
			return Mono.fromSupplier(this::nextId);
		}
		return inTime(Mono.defer(() -> generator.generateId(request)))
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("There is none")))
			.map(this.idPrefix::concat)
			.doOnNext(this::check)
			.onErrorMap(this::noId);
	}

	private String nextId() {
		return this.idPrefix.concat(this.ids.next());
	}

	private void check(String id) {
		Assert.state(isId(id), "It must have 1 to 128 characters out of letters, digits, and '-', '.', '_' and '~'");
		Assert.state(!this.verifier.isKnown(id), "Another session has it");
	}

	private Throwable noId(Throwable error) {
		this.failures.error(logger, "A handshake was refused: the id made for its session cannot be used", error);
		return new Refusal.Signal(Refusal.idGeneration(error));
	}

	private <T> Mono<T> inTime(Mono<T> mono) {
		Duration timeout = this.server.options().upgradeTimeout();
		return mono.timeout(this.server.timers().delay(timeout), Mono.error(() -> {
			this.server.increment(EngineIOCounter.HANDSHAKE_TIMEOUT, timeout);
			return new TimeoutException("Not there after " + timeout.toMillis() + " ms");
		}));
	}

}
