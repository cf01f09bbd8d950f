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

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * Payloads and results of many types.
 */
@SocketIOController
class BindingController {

	@OnEvent("order")
	Mono<Receipt> order(Order order) {
		return Mono.fromSupplier(() -> Receipt.of(order)).subscribeOn(Schedulers.boundedElastic());
	}

	@OnEvent("group")
	Map<String, List<Integer>> group(List<Line> lines) {
		return lines.stream()
			.collect(Collectors.groupingBy(Line::item, TreeMap::new,
					Collectors.mapping(Line::count, Collectors.toList())));
	}

	@OnEvent("sum")
	@NonBlocking
	String sum(int number, String text, JsonNode json) {
		return (number + json.get("by").intValue()) + " " + text + " " + json.get("by");
	}

	@OnEvent("greet")
	String greet(Optional<String> name) {
		return "Hello, " + name.orElse("nobody");
	}

	@OnEvent("length")
	int length(String text) {
		return text.length();
	}

	@OnEvent("picture")
	Picture picture(Picture picture) {
		return picture;
	}

	@OnEvent("sizes")
	List<Integer> sizes(byte[] first, List<ByteBuffer> more, DataBuffer last) {
		return List.of(first.length, more.get(0).remaining(), more.get(1).remaining(), last.readableByteCount());
	}

	@OnEvent({ "named *", "named é😀", "named  with spaces", "named,comma", "named \"quote\"", "later" })
	Mono<Object> named(io.github.socketiospring.Arguments arguments) {
		return Mono.justOrEmpty(arguments.get(0));
	}

	@OnEvent("flux")
	Flux<Integer> flux(int count) {
		return Flux.range(0, count).publishOn(Schedulers.parallel());
	}

	@OnEvent("future")
	CompletionStage<String> future(String value) {
		return CompletableFuture.supplyAsync(() -> value);
	}

	@OnEvent("empty")
	Mono<Void> empty() {
		return Mono.empty();
	}

	@OnEvent("fail")
	void fail() {
		throw new IllegalStateException("secret");
	}

	@OnEvent("refuse")
	Mono<String> refuse(String what) {
		return Mono.error(new IllegalArgumentException(what));
	}

	@SocketIOExceptionHandler
	Map<String, String> refused(IllegalArgumentException ex) {
		return Map.of("refused", ex.getMessage());
	}

	record Line(String item, int count) {
	}

	record Order(String customer, List<Line> lines, String note) {
	}

	record Receipt(String customer, List<String> items, int count) {

		static Receipt of(Order order) {
			return new Receipt(order.customer(), order.lines().stream().map(Line::item).toList(),
					order.lines().stream().mapToInt(Line::count).sum());
		}

	}

	record Tile(byte[] data) {
	}

	record Picture(String name, byte[] data, List<Tile> tiles) {
	}

}
