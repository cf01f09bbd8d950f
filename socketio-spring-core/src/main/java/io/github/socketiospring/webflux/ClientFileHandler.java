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

import java.util.List;
import java.util.Set;

import io.github.socketiospring.engineio.AcceptEncoding;
import reactor.core.publisher.Mono;

import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * Serves one file of the client. Browsers keep it, and ask each time whether the version
 * has changed.
 */
final class ClientFileHandler implements WebHandler, CorsConfigurationSource {

	private final ClientFile file;

	private final ETag version;

	private final CorsConfiguration cors;

	ClientFileHandler(ClientFile file, String version, CorsConfiguration cors) {
		this.file = file;
		this.version = new ETag(version, false);
		this.cors = cors;
	}

	@Override
	public CorsConfiguration getCorsConfiguration(ServerWebExchange exchange) {
		return this.cors;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange) {
		ServerHttpResponse response = exchange.getResponse();
		HttpMethod method = exchange.getRequest().getMethod();
		if (!HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)) {
			response.setStatusCode(HttpStatus.METHOD_NOT_ALLOWED);
			response.getHeaders().setAllow(Set.of(HttpMethod.GET, HttpMethod.HEAD));
			return response.setComplete();
		}
		HttpHeaders headers = response.getHeaders();
		headers.setCacheControl("public, max-age=0");
		headers.setETag(this.version.formattedTag());
		headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		if (isKnown(exchange.getRequest().getHeaders())) {
			response.setStatusCode(HttpStatus.NOT_MODIFIED);
			return response.setComplete();
		}
		headers.setContentType(this.file.contentType());
		String encoding = AcceptEncoding
			.choose(exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.ACCEPT_ENCODING), ClientFile.ENCODINGS);
		if (encoding != null) {
			headers.set(HttpHeaders.CONTENT_ENCODING, encoding);
		}
		return this.file.content(encoding).flatMap((content) -> {
			headers.setContentLength(content.length);
			return response.writeWith(Mono.just(response.bufferFactory().wrap(content)));
		});
	}

	/**
	 * Whether the client has this version already. Weak tags are as good as strong ones.
	 */
	private boolean isKnown(HttpHeaders headers) {
		List<String> values = headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH);
		return !values.isEmpty() && ETag.parse(String.join(",", values))
			.stream()
			.anyMatch((tag) -> tag.isWildcard() || tag.compare(this.version, false));
	}

}
