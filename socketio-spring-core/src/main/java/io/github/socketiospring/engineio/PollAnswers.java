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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import io.github.socketiospring.engineio.protocol.Payload;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpHeaders;

/**
 * Makes responses of payloads, compressed where client and packets allow it. They are
 * never kept by caches, so they need no {@code Vary}. A response that has an encoding is
 * not compressed again by web servers that do so.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#httpcompression">Socket.IO:
 * httpCompression</a>
 */
final class PollAnswers {

	private static final String GZIP = "gzip";

	private static final List<String> ENCODINGS = List.of(GZIP, "deflate");

	/** What takes so long to compress that an event loop should not. */
	private static final int LARGE = 32 * 1024;

	private final int threshold;

	/**
	 * Create the maker.
	 * @param threshold the bytes from which on payloads are compressed
	 */
	PollAnswers(int threshold) {
		this.threshold = threshold;
	}

	/**
	 * Make an answer, and give it to the one who waits for it.
	 */
	void answer(Payload payload, EngineIORequest request, MonoSink<EngineIOResponse> sink) {
		EngineIOResponse plain = EngineIOResponse.payload(payload, HandshakeVerifier.isOldBrowser(request));
		String encoding = encoding(payload, request);
		if (encoding == null) {
			sink.success(plain);
		}
		else if (payload.bytes().length < LARGE) {
			sink.success(compress(plain, encoding));
		}
		else {
			Mono.fromCallable(() -> compress(plain, encoding))
				.subscribeOn(Schedulers.boundedElastic())
				.subscribe(sink::success, sink::error);
		}
	}

	private @Nullable String encoding(Payload payload, EngineIORequest request) {
		boolean compress = payload.compress() && payload.bytes().length >= this.threshold;
		return compress ? AcceptEncoding.choose(request.headers().getOrEmpty(HttpHeaders.ACCEPT_ENCODING), ENCODINGS)
				: null;
	}

	private static EngineIOResponse compress(EngineIOResponse plain, String encoding) {
		byte[] body = plain.body();
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4 + 64);
		try (OutputStream out = GZIP.equals(encoding) ? new GZIPOutputStream(compressed)
				: new DeflaterOutputStream(compressed)) {
			out.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return (compressed.size() < body.length) ? plain.encoded(compressed.toByteArray(), encoding) : plain;
	}

}
