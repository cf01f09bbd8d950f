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

package io.github.socketiospring.engineio.protocol;

/**
 * A payload that came, taken apart packet by packet. Not for use by several threads.
 */
public interface IncomingPayload {

	/** No payload at all. */
	IncomingPayload MALFORMED = new IncomingPayload() {

		@Override
		public boolean forEach(PacketConsumer consumer) {
			return false;
		}

		@Override
		public boolean isAtEnd() {
			return true;
		}

	};

	/**
	 * Hand on packets until the consumer has had enough. Called again, it goes on behind
	 * the last one.
	 * @param consumer gets the packets
	 * @return false if the payload is malformed, in which case the consumer may have got
	 * what comes before
	 */
	boolean forEach(PacketConsumer consumer);

	/**
	 * Whether all packets have been handed on.
	 * @return false if some are left
	 */
	boolean isAtEnd();

}
