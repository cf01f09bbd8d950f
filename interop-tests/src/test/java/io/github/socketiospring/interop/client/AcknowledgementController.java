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

package io.github.socketiospring.interop.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.AckTimeoutException;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.SocketDisconnectedException;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import reactor.core.publisher.Mono;

/**
 * Echoes, answers and questions.
 */
@SocketIOController
@Namespace({ "/", "/second" })
class AcknowledgementController {

	private final Map<String, Integer> arrivals = new ConcurrentHashMap<>();

	@OnEvent("echo")
	@NonBlocking
	void echo(SocketIOSocket socket, Object... args) {
		socket.emit("echo", args);
	}

	@OnEvent("reply")
	AckArgs reply(Object... args) {
		return AckArgs.of(args);
	}

	@OnEvent("silence")
	void silence(Ack<String> ack) {
	}

	/**
	 * Answers from the second arrival on, with their number.
	 */
	@OnEvent("flaky")
	@NonBlocking
	void flaky(String key, Ack<Integer> ack) {
		int arrival = this.arrivals.merge(key, 1, Integer::sum);
		if (arrival > 1) {
			ack.send(arrival);
		}
	}

	@OnEvent("steady")
	String steady() {
		return "steady";
	}

	@OnEvent("ask")
	Mono<List<Object>> ask(SocketIOSocket socket, String question, Object... args) {
		return socket.emitWithAck(question, args).map(Arguments::asList);
	}

	@OnEvent("ask in vain")
	Mono<Void> askInVain(SocketIOSocket socket, String question) {
		return socket.timeout(Duration.ofMillis(50))
			.emitWithAck(question)
			.map((answer) -> "answer")
			.onErrorResume(AckTimeoutException.class, (ex) -> Mono.just(ex.getMessage()))
			.doOnNext((outcome) -> socket.emit("outcome", outcome))
			.then();
	}

	@OnEvent("ask other")
	Mono<String> askOther(SocketIONamespace namespace, String id, String question) {
		return namespace.socket(id)
			.emitWithAck(question)
			.map((answer) -> "answer")
			.onErrorResume(SocketDisconnectedException.class, (ex) -> Mono.just(ex.getMessage()));
	}

}
