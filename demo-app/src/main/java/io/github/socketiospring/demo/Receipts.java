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

package io.github.socketiospring.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Delivers a message once, however often it comes. When an acknowledgement is lost with
 * the connection, the page sends the message again with the same id, which it chose at
 * random.
 */
@Component
class Receipts {

	private static final int KEPT = 1000;

	private final Map<Key, Receipt> last = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Key, Receipt> eldest) {
			return size() > KEPT;
		}

	};

	private final LongAdder count = new LongAdder();

	/**
	 * Deliver a message, unless it was delivered before. One that is refused was not.
	 * @param user the name of the sender
	 * @param id the id that the sender chose
	 * @param delivery gets the time of acceptance in milliseconds since 1970
	 * @return the receipt, the same for each repetition
	 */
	Receipt once(String user, String id, LongConsumer delivery) {
		Key key = new Key(user, id);
		Receipt receipt = new Receipt(true, System.currentTimeMillis());
		Receipt earlier = putIfAbsent(key, receipt);
		if (earlier != null) {
			return earlier;
		}
		try {
			delivery.accept(receipt.at());
		}
		catch (RuntimeException ex) {
			remove(key);
			throw ex;
		}
		this.count.increment();
		return receipt;
	}

	/**
	 * How many messages were delivered since this was asked last.
	 */
	long takeCount() {
		return this.count.sumThenReset();
	}

	private synchronized @Nullable Receipt putIfAbsent(Key key, Receipt receipt) {
		return this.last.putIfAbsent(key, receipt);
	}

	private synchronized void remove(Key key) {
		this.last.remove(key);
	}

	private record Key(String user, String id) {

	}

}
