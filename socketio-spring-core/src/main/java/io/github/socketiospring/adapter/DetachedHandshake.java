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

package io.github.socketiospring.adapter;

import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.Principal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.socketiospring.Handshake;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.protocol.BindingException;
import io.github.socketiospring.protocol.PacketCodec;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The handshake of a socket of another server, as that one has told it.
 */
final class DetachedHandshake implements Handshake {

	private final HttpHeaders headers = new HttpHeaders();

	private final MultiValueMap<String, String> query = new LinkedMultiValueMap<>();

	private final Map<String, @Nullable Object> auth = new LinkedHashMap<>();

	private final URI url;

	private final @Nullable InetSocketAddress address;

	private final Instant issued;

	private final boolean secure;

	private final PacketCodec codec;

	private DetachedHandshake(Map<?, ?> map, PacketCodec codec) {
		read(map.get("headers"), this.headers::add);
		read(map.get("query"), this.query::add);
		if (map.get("auth") instanceof Map<?, ?> auth) {
			auth.forEach((name, value) -> this.auth.put(String.valueOf(name), value));
		}
		this.url = url((map.get("url") instanceof String url) ? url : "");
		this.address = (map.get("address") instanceof String address) ? address(address) : null;
		this.issued = Instant.ofEpochMilli((map.get("issued") instanceof Number issued) ? issued.longValue() : 0);
		this.secure = Boolean.TRUE.equals(map.get("secure"));
		this.codec = codec;
	}

	/**
	 * Read a handshake.
	 * @throws IllegalArgumentException if it cannot be read
	 */
	static Handshake of(Map<?, ?> map, PacketCodec codec) {
		return new DetachedHandshake(map, codec);
	}

	/**
	 * Node.js has the URL as the client has sent it, be it a valid one or not.
	 */
	private static URI url(String url) {
		try {
			return new URI(url);
		}
		catch (URISyntaxException invalid) {
			int query = url.indexOf('?');
			try {
				return (query < 0) ? new URI(null, null, url, null)
						: new URI(null, null, url.substring(0, query), url.substring(query + 1), null);
			}
			catch (URISyntaxException ex) {
				return URI.create("");
			}
		}
	}

	/**
	 * No name is ever looked up: an address of a client is none that has a name.
	 */
	private static InetSocketAddress address(String address) {
		InetAddress numeric = NetUtil.createInetAddressFromIpAddressString(address);
		return (numeric != null) ? new InetSocketAddress(numeric, 0) : InetSocketAddress.createUnresolved(address, 0);
	}

	private static void read(@Nullable Object source, Target target) {
		if (source instanceof Map<?, ?> map) {
			map.forEach((name, value) -> {
				for (Object single : (value instanceof Collection<?> values) ? values : Collections.singleton(value)) {
					target.add(String.valueOf(name), String.valueOf(single));
				}
			});
		}
	}

	/**
	 * Write a handshake in the layout of the reference.
	 */
	static Map<String, @Nullable Object> toMap(Handshake handshake) {
		Map<String, @Nullable Object> headers = new LinkedHashMap<>();
		handshake.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
		InetSocketAddress address = handshake.address();
		URI url = handshake.url();
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		map.put("headers", headers);
		map.put("time", handshake.time());
		map.put("address", (address != null) ? address(address) : null);
		map.put("xdomain", handshake.xdomain());
		map.put("secure", handshake.secure());
		map.put("issued", handshake.issued().toEpochMilli());
		map.put("url", url.getRawPath() + ((url.getRawQuery() != null) ? "?" + url.getRawQuery() : ""));
		map.put("query", new LinkedHashMap<>(handshake.query()));
		map.put("auth", handshake.auth());
		return map;
	}

	private static String address(InetSocketAddress address) {
		return (address.getAddress() != null) ? address.getAddress().getHostAddress() : address.getHostString();
	}

	@Override
	public HttpHeaders headers() {
		return HttpHeaders.readOnlyHttpHeaders(this.headers);
	}

	@Override
	public MultiValueMap<String, String> query() {
		return CollectionUtils.unmodifiableMultiValueMap(this.query);
	}

	@Override
	public URI url() {
		return this.url;
	}

	@Override
	public @Nullable InetSocketAddress address() {
		return this.address;
	}

	@Override
	public Instant issued() {
		return this.issued;
	}

	@Override
	public boolean secure() {
		return this.secure;
	}

	@Override
	public boolean xdomain() {
		return this.headers.getOrigin() != null;
	}

	@Override
	public @Nullable Principal principal() {
		return null;
	}

	@Override
	public Map<String, Object> attributes() {
		return Map.of();
	}

	@Override
	public Map<String, @Nullable Object> auth() {
		return Collections.unmodifiableMap(this.auth);
	}

	@Override
	public <T> T auth(Type type) {
		try {
			return this.codec.convert(this.auth, type);
		}
		catch (BindingException ex) {
			throw new PayloadBindingException(0, "The auth object is not a " + type.getTypeName(), ex.getCause());
		}
	}

	private interface Target {

		void add(String name, String value);

	}

}
