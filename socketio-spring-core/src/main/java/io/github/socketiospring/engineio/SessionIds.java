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

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Makes ids that nobody can guess. Safe for use by several threads.
 */
public final class SessionIds {

	private static final int BYTES = 15;

	/** So many at once, since the generator has a lock and does much for each call. */
	private static final int IDS = 64;

	private final SecureRandom random = seeded();

	private volatile Supply supply = new Supply(new byte[0]);

	/**
	 * Create a source of ids.
	 */
	public SessionIds() {
	}

	/**
	 * A generator that reads from the system now and never again: the platform's default
	 * reads a file whenever it needs more, which an event loop must not wait for.
	 */
	private static SecureRandom seeded() {
		try {
			SecureRandom random = SecureRandom.getInstance("DRBG");
			random.nextBytes(new byte[BYTES]);
			return random;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has this generator", ex);
		}
	}

	/**
	 * Make an id.
	 * @return 20 URL-safe characters
	 */
	public String next() {
		byte[] id = this.supply.take();
		while (id == null) {
			byte[] bytes = new byte[IDS * BYTES];
			this.random.nextBytes(bytes);
			Supply supply = new Supply(bytes);
			id = supply.take();
			this.supply = supply;
		}
		return Base64.getUrlEncoder().encodeToString(id);
	}

	/**
	 * Random bytes for some ids, each of which is given away once.
	 */
	private static final class Supply {

		private final byte[] bytes;

		private final AtomicInteger position = new AtomicInteger();

		Supply(byte[] bytes) {
			this.bytes = bytes;
		}

		/**
		 * Take the bytes of an id.
		 * @return null if there are none left
		 */
		byte @Nullable [] take() {
			if (this.position.get() >= this.bytes.length) {
				return null;
			}
			int start = this.position.getAndAdd(BYTES);
			if (start >= this.bytes.length) {
				return null;
			}
			byte[] id = Arrays.copyOfRange(this.bytes, start, start + BYTES);
			Arrays.fill(this.bytes, start, start + BYTES, (byte) 0);
			return id;
		}

	}

}
