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

import java.util.List;

/**
 * The body of the response to a poll.
 *
 * @param bytes the body
 * @param contentType the value of its {@code Content-Type} header
 * @param compress whether one of its packets may be compressed, and so the whole
 */
@SuppressWarnings("ArrayRecordComponent")
public record Payload(byte[] bytes, String contentType, boolean compress) {

	/** The type of a body that is text. */
	public static final String TEXT = "text/plain; charset=UTF-8";

	static Payload of(byte[] bytes, String contentType, List<EncodedPacket> packets) {
		boolean compress = false;
		for (EncodedPacket packet : packets) {
			compress |= packet.isCompress();
		}
		return new Payload(bytes, contentType, compress);
	}

}
