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

package io.github.socketiospring.webflux;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.MediaType;

/**
 * One file of the client. Its bytes are read from the class path by a worker when they
 * are first asked for, and kept.
 */
final class ClientFile {

	/** The encodings in which there is a file, the smallest first. */
	static final List<String> ENCODINGS = List.of("br", "gzip", "deflate");

	private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

	private static final MediaType JSON = MediaType.parseMediaType("application/json;charset=utf-8");

	private static final MediaType JAVASCRIPT = MediaType.parseMediaType("application/javascript;charset=utf-8");

	private final String name;

	private final Mono<byte[]> plain;

	private final Map<String, Mono<byte[]>> encoded = new LinkedHashMap<>();

	ClientFile(String name, ClassLoader loader, String resource) {
		this.name = name;
		this.plain = content(loader, resource);
		ENCODINGS.forEach((encoding) -> this.encoded.put(encoding, content(loader, resource + "." + encoding)));
	}

	private static Mono<byte[]> content(ClassLoader loader, String resource) {
		return Mono.fromCallable(() -> read(loader, resource))
			.subscribeOn(Schedulers.boundedElastic())
			.cache((bytes) -> FOREVER, (error) -> Duration.ZERO, () -> Duration.ZERO);
	}

	private static byte[] read(ClassLoader loader, String resource) throws IOException {
		try (InputStream in = loader.getResourceAsStream(resource)) {
			if (in == null) {
				throw new FileNotFoundException(resource);
			}
			return in.readAllBytes();
		}
	}

	String name() {
		return this.name;
	}

	MediaType contentType() {
		return this.name.endsWith(".map") ? JSON : JAVASCRIPT;
	}

	/**
	 * The bytes of the file.
	 * @param encoding one of {@link #ENCODINGS}, or {@code null} for the file as it is
	 * @return the bytes, not to be changed
	 */
	Mono<byte[]> content(@Nullable String encoding) {
		return (encoding != null) ? this.encoded.getOrDefault(encoding, this.plain) : this.plain;
	}

}
