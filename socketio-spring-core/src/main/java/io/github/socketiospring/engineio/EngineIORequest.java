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
import java.security.Principal;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;

/**
 * An HTTP request as a binding gives it to the engine.
 */
public interface EngineIORequest {

	/**
	 * The method.
	 * @return in upper case
	 */
	String method();

	/**
	 * The URI.
	 * @return as the server saw it, forwarded headers applied
	 */
	URI uri();

	/**
	 * The query parameters, decoded.
	 * @return the parameters
	 */
	MultiValueMap<String, String> query();

	/**
	 * The headers.
	 * @return the headers
	 */
	HttpHeaders headers();

	/**
	 * The address of the client.
	 * @return the address, or null if it is not known
	 */
	@Nullable InetSocketAddress remoteAddress();

	/**
	 * Who makes the request.
	 * @return the principal, or null
	 */
	@Nullable Principal principal();

	/**
	 * The Reactor context of the request, as far as it is to be kept with a session that
	 * the request opens.
	 * @return the context, empty by default
	 */
	default ContextView context() {
		return Context.empty();
	}

	/**
	 * What the application has noted about the request.
	 * @return the attributes, none by default
	 */
	default Map<String, Object> attributes() {
		return Map.of();
	}

	/**
	 * The body. Cancelling ends the reading of it.
	 * @return the buffers, which are to be released
	 */
	Flux<DataBuffer> body();

	/**
	 * Have something run, once, by any thread, when the response has been written, or
	 * never will be: at once if that is so already. Called at most once for a request.
	 * @param action what to run
	 */
	void onEnd(Runnable action);

	/**
	 * Close the connection of the request, without the rest of the response if there is
	 * one, unless it brought another request meanwhile. May do nothing if the web server
	 * has no way to it. May be called by any thread.
	 */
	void abort();

}
