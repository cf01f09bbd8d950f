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

package io.github.socketiospring.docs;

import java.security.Principal;
import java.util.List;

import io.github.socketiospring.Ack;
import io.github.socketiospring.ParentNamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.socket.client.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.security.core.Authentication;

/**
 * What the Java samples of the documentation take for granted: each is compiled as a
 * subclass of this.
 */
public abstract class SampleContext {

	protected final Logger log = LoggerFactory.getLogger(getClass());

	protected SocketIOServer io;

	protected SocketIOSocket socket;

	protected Socket client;

	protected Ack<String> ack;

	protected ParentNamespace orders;

	protected Repository repository;

	protected Users users;

	protected TenantRepository tenants;

	protected Access access;

	protected Index index;

	protected LettuceConnectionFactory connectionFactory;

	protected MeterRegistry meterRegistry;

	protected ObservationRegistry observationRegistry;

	protected Meter refusals;

	protected Cache cache;

	protected History history;

	protected Flux<Double> prices;

	protected String id;

	protected String socketId;

	protected String text;

	protected String story;

	protected String change;

	protected byte[] jpeg;

	protected double price;

	protected int x;

	protected int y;

	protected abstract boolean allowed(SocketIOSocket socket, @Nullable String event);

	protected abstract Mono<Void> mayRead(SocketIOSocket socket, String id);

	protected abstract void ship(Order order);

	public interface Repository {

		Mono<ChatMessage> save(ChatMessage message);

	}

	public interface Users {

		Mono<User> check(String user, String token);

	}

	public interface TenantRepository {

		Mono<Tenant> findByHost(String host);

		Mono<Boolean> exists(String name);

	}

	public interface ApiKeys {

		Mono<Authentication> find(String key);

	}

	public interface Access {

		Mono<Void> check(long id, @Nullable Principal principal);

	}

	public interface Index {

		Flux<Hit> find(String words);

		Mono<Void> delete(String title);

	}

	public interface Meter {

		void increment(String tag, String value);

	}

	public interface Cache {

		void reload(@Nullable String what);

	}

	public interface History {

		void close(String room);

	}

	public record ChatMessage(String id, String room, String text) {

	}

	public record Receipt(String id) {

	}

	public record ErrorReply(@Nullable String message) {

	}

	public record User(String name) {

	}

	public record Tenant(String name) {

	}

	public record Order(String id, List<Item> items) {

	}

	public record Item(int id) {

	}

	public record Point(int x, int y) {

	}

	public record Hit(String title) {

	}

}
