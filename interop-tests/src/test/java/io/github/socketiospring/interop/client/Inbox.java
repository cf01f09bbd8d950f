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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.socket.emitter.Emitter;
import org.json.JSONArray;
import org.json.JSONObject;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The events of one name that a Java client got, as plain values: lists, maps, and byte
 * buffers for binary.
 */
final class Inbox {

	private final BlockingQueue<List<Object>> events = new LinkedBlockingQueue<>();

	private final String event;

	Inbox(Emitter emitter, String event) {
		this.event = event;
		emitter.on(event, (args) -> this.events.add(plain(args)));
	}

	/**
	 * Waits for the next one.
	 * @return its arguments
	 */
	List<Object> next() {
		try {
			List<Object> args = this.events.poll(JavaClients.DEADLINE.toSeconds(), TimeUnit.SECONDS);
			assertThat(args).as("event " + this.event).isNotNull();
			return args;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	List<List<Object>> next(int count) {
		return IntStream.range(0, count).mapToObj((i) -> next()).toList();
	}

	/**
	 * What came and was not taken yet.
	 */
	List<List<Object>> rest() {
		return List.copyOf(this.events);
	}

	static List<Object> plain(Object... values) {
		// Some are null
		List<Object> list = new ArrayList<>();
		Arrays.stream(values).map(Inbox::plainValue).forEach(list::add);
		return list;
	}

	private static Object plainValue(Object value) {
		if (value == JSONObject.NULL) {
			return null;
		}
		if (value instanceof byte[] bytes) {
			return ByteBuffer.wrap(bytes);
		}
		if (value instanceof JSONArray array) {
			return plain(IntStream.range(0, array.length()).mapToObj(array::opt).toArray());
		}
		if (value instanceof JSONObject object) {
			Map<String, Object> map = new LinkedHashMap<>();
			for (Iterator<?> keys = object.keys(); keys.hasNext();) {
				String key = (String) keys.next();
				map.put(key, plainValue(object.opt(key)));
			}
			return map;
		}
		return value;
	}

}
