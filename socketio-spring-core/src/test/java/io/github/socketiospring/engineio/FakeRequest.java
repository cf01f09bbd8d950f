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

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.util.MultiValueMap;

/**
 * A request without a server.
 */
public final class FakeRequest implements EngineIORequest {

	private static final NettyDataBufferFactory bufferFactory = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

	private final String method;

	private final URI uri;

	private final HttpHeaders headers = new HttpHeaders();

	private final Flux<DataBuffer> body;

	private Principal principal;

	private ContextView context = Context.empty();

	private InetSocketAddress remoteAddress;

	private volatile boolean unread;

	private volatile boolean aborted;

	private volatile Runnable onEnd;

	private FakeRequest(String method, URI uri, Flux<DataBuffer> body) {
		this.method = method;
		this.uri = uri;
		this.body = body;
	}

	public static FakeRequest get(String query) {
		return method("GET", query);
	}

	public static FakeRequest method(String method, String query) {
		return of(method, uri(query));
	}

	public static FakeRequest of(String method, URI uri) {
		return new FakeRequest(method, uri, Flux.empty());
	}

	public static FakeRequest post(String query, String body) {
		return post(query, Flux.defer(() -> Flux.just(buffer(body.getBytes(StandardCharsets.UTF_8)))));
	}

	public static FakeRequest post(String query, Flux<DataBuffer> body) {
		return new FakeRequest("POST", uri(query), body);
	}

	private static URI uri(String query) {
		return URI.create("http://localhost/engine.io/?EIO=4&" + query);
	}

	/**
	 * A pooled buffer, so that one which is not released is found out.
	 */
	public static DataBuffer buffer(byte[] content) {
		ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(content.length);
		buffer.writeBytes(content);
		return bufferFactory.wrap(buffer);
	}

	public FakeRequest header(String name, String value) {
		this.headers.add(name, value);
		return this;
	}

	public FakeRequest principal(Principal principal) {
		this.principal = principal;
		return this;
	}

	public FakeRequest context(ContextView context) {
		this.context = context;
		return this;
	}

	public FakeRequest remoteAddress(InetSocketAddress remoteAddress) {
		this.remoteAddress = remoteAddress;
		return this;
	}

	@Override
	public String method() {
		return this.method;
	}

	@Override
	public URI uri() {
		return this.uri;
	}

	/**
	 * The parameters as a WebFlux server reads them.
	 */
	@Override
	public MultiValueMap<String, String> query() {
		return MockServerHttpRequest.method(HttpMethod.GET, this.uri).build().getQueryParams();
	}

	@Override
	public HttpHeaders headers() {
		return this.headers;
	}

	@Override
	public InetSocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	@Override
	public Principal principal() {
		return this.principal;
	}

	@Override
	public ContextView context() {
		return this.context;
	}

	@Override
	public Flux<DataBuffer> body() {
		return this.body;
	}

	/**
	 * Have the response not read until {@link #read()} is called.
	 */
	public FakeRequest unread() {
		this.unread = true;
		return this;
	}

	/**
	 * Read the response.
	 */
	public void read() {
		this.onEnd.run();
	}

	public boolean isAborted() {
		return this.aborted;
	}

	@Override
	public void onEnd(Runnable action) {
		if (this.unread) {
			this.onEnd = action;
		}
		else {
			action.run();
		}
	}

	@Override
	public void abort() {
		this.aborted = true;
		if (this.onEnd != null) {
			this.onEnd.run();
		}
	}

}
