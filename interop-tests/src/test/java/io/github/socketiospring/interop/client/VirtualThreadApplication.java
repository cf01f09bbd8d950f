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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import org.slf4j.MDC;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * An application whose handlers block.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ VirtualThreadApplication.ThreadController.class, VirtualThreadApplication.BlockedController.class })
class VirtualThreadApplication {

	@Bean
	Barrier barrier() {
		return new Barrier();
	}

	/**
	 * Holds handlers until it is opened, for those that come later as well.
	 */
	static class Barrier {

		private final AtomicInteger waiting = new AtomicInteger();

		private CountDownLatch gate = new CountDownLatch(1);

		void await() throws InterruptedException {
			CountDownLatch gate = gate();
			this.waiting.incrementAndGet();
			boolean opened = gate.await(1, TimeUnit.MINUTES);
			this.waiting.decrementAndGet();
			if (!opened) {
				throw new IllegalStateException("Nobody opened the barrier");
			}
		}

		private synchronized CountDownLatch gate() {
			return this.gate;
		}

		synchronized void open() {
			this.gate.countDown();
			this.gate = new CountDownLatch(1);
		}

	}

	@SocketIOController
	static class ThreadController {

		private final Barrier barrier;

		ThreadController(Barrier barrier) {
			this.barrier = barrier;
		}

		@OnConnect
		void connected(SocketIOSocket socket) {
			socket.attributes().put("thread", Thread.currentThread().toString());
			socket.attributes().put("numbers", new ArrayList<Integer>());
		}

		@OnEvent("threads")
		List<Object> threads(SocketIOSocket socket) {
			return List.of(socket.attributes().get("thread"), Thread.currentThread().toString(),
					MDC.get("socketio.event"));
		}

		@OnEvent("append")
		@SuppressWarnings("unchecked")
		void append(SocketIOSocket socket, int number) {
			// No lock: the calls of one socket do not overlap
			List<Integer> numbers = (List<Integer>) socket.attributes().get("numbers");
			Thread.yield();
			numbers.add(number);
		}

		@OnEvent("numbers")
		Object numbers(SocketIOSocket socket) {
			return socket.attributes().get("numbers");
		}

		@OnEvent("echo")
		String echo(String text) {
			return text;
		}

		@OnEvent("waiting")
		int waiting() {
			return this.barrier.waiting.get();
		}

		@OnEvent("open")
		void open() {
			this.barrier.open();
		}

	}

	@SocketIOController
	@Namespace("/blocked/{number}")
	static class BlockedController {

		private final Barrier barrier;

		BlockedController(Barrier barrier) {
			this.barrier = barrier;
		}

		@OnEvent("block")
		String block() throws InterruptedException {
			this.barrier.await();
			return "released";
		}

	}

}
