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

package io.github.socketiospring.webflux.forwarding;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Which headers go from one server to the other, and back.
 */
final class ForwardedHeaders {

	/** In a request that was forwarded: by which server. */
	static final String FORWARDED = "Socketio-Forwarded";

	/** In the answer to such a request: the server that has answered. */
	static final String NODE = "Socketio-Node";

	/** Those that are about one connection, and those that are written anew. */
	private static final Set<String> LEFT_OUT = Set.of("connection", "keep-alive", "proxy-connection",
			"proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
			"http2-settings", "expect", "host", "forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port",
			"x-forwarded-proto", "x-forwarded-ssl", "x-forwarded-prefix", "sec-websocket-key", "sec-websocket-version",
			"sec-websocket-protocol", "sec-websocket-accept", "socketio-forwarded", "socketio-node");

	private ForwardedHeaders() {
	}

	/**
	 * Write the headers of a request. Where it came from is what this server takes for
	 * true, whatever its client, or a proxy, has said.
	 */
	static void write(ServerHttpRequest request, String serverId, HttpHeaders to) {
		Set<String> leftOut = leftOut(request.getHeaders().getConnection());
		request.getHeaders().forEach((name, values) -> {
			if (!leftOut.contains(name.toLowerCase(Locale.ROOT))) {
				to.set(name, values);
			}
		});
		URI uri = request.getURI();
		// Not the host and the port: some names are none to Java
		String host = uri.getRawAuthority();
		to.set(HttpHeaderNames.HOST, host);
		to.set("X-Forwarded-Host", host);
		to.set("X-Forwarded-Proto", uri.getScheme());
		to.set("X-Forwarded-Port", port(uri));
		InetSocketAddress client = request.getRemoteAddress();
		if (client != null) {
			to.set("X-Forwarded-For", address(client));
		}
		to.set(FORWARDED, serverId);
	}

	/**
	 * Write the headers of a request to upgrade as well. The key is that of the client,
	 * which the answer proves to have been read.
	 */
	static void writeUpgrade(ServerHttpRequest request, HttpHeaders to) {
		to.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
		to.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
		for (AsciiString name : List.of(HttpHeaderNames.SEC_WEBSOCKET_KEY, HttpHeaderNames.SEC_WEBSOCKET_VERSION)) {
			to.set(name, request.getHeaders().getOrEmpty(name.toString()));
		}
	}

	/**
	 * Write the headers of an answer. They take the place of what was set here, by the
	 * same rules.
	 */
	static void write(HttpHeaders answer, org.springframework.http.HttpHeaders to) {
		Set<String> leftOut = leftOut(answer.getAll(HttpHeaderNames.CONNECTION));
		for (String name : answer.names()) {
			if (!leftOut.contains(name.toLowerCase(Locale.ROOT))) {
				to.put(name, answer.getAll(name));
			}
		}
	}

	private static Set<String> leftOut(List<String> connection) {
		if (connection.isEmpty()) {
			return LEFT_OUT;
		}
		Set<String> names = new HashSet<>(LEFT_OUT);
		for (String options : connection) {
			for (String option : options.split(",")) {
				names.add(option.trim().toLowerCase(Locale.ROOT));
			}
		}
		return names;
	}

	private static int port(URI uri) {
		if (uri.getPort() != -1) {
			return uri.getPort();
		}
		return "https".equals(uri.getScheme()) ? 443 : 80;
	}

	/**
	 * Without the port, and without the zone of a link.
	 */
	private static String address(InetSocketAddress client) {
		if (client.getAddress() == null) {
			return client.getHostString();
		}
		String address = NetUtil.toAddressString(client.getAddress());
		return (address.indexOf(':') >= 0) ? "[" + address + "]" : address;
	}

}
