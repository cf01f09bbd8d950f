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

package io.github.socketiospring.context;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.util.context.Context;

import org.springframework.util.ClassUtils;

/**
 * Tells logs what a handler is called for: the id of the socket as {@value #SOCKET}, the
 * name of the namespace as {@value #NAMESPACE} and that of the event as {@value #EVENT}.
 * Ids of clients of Socket.IO 2 are left out: to know one is to be able to act as that
 * client. Nothing else is in the MDC when a handler begins, and what was there before is
 * restored at its end: so this scope comes before others that write to the MDC.
 *
 * <p>
 * Where {@code io.micrometer:context-propagation} is on the class path, the three are in
 * the Reactor context of what handlers return as well, for a
 * {@link MdcThreadLocalAccessor}.
 */
public final class MdcScope implements HandlerScope {

	/** The key of the id of the socket. */
	public static final String SOCKET = "socketio.socket";

	/** The key of the name of the namespace. */
	public static final String NAMESPACE = "socketio.namespace";

	/** The key of the name of the event. */
	public static final String EVENT = "socketio.event";

	static final List<String> KEYS = List.of(SOCKET, NAMESPACE, EVENT);

	/** Of a map with these keys in Reactor contexts. */
	static final String CONTEXT_KEY = "socketio.mdc";

	private static final boolean PROPAGATED = ClassUtils.isPresent("io.micrometer.context.ContextRegistry",
			MdcScope.class.getClassLoader());

	/** Of names that clients make up. */
	private static final int MAX_LENGTH = 100;

	/**
	 * Create the scope.
	 */
	public MdcScope() {
	}

	@Override
	public Runnable open(SocketIOSocket socket, @Nullable String event) {
		Map<String, String> before = MDC.getCopyOfContextMap();
		boolean none = (before == null || before.isEmpty());
		if (!none) {
			// A thread that emits to a socket may come to call the handlers of that one
			MDC.clear();
		}
		put(socket, event, MDC::put);
		return none ? MDC::clear : () -> MDC.setContextMap(before);
	}

	@Override
	public Context contextWrite(Context context, SocketIOSocket socket, @Nullable String event) {
		if (!PROPAGATED) {
			return context;
		}
		Map<String, String> values = new HashMap<>();
		put(socket, event, values::put);
		return context.put(CONTEXT_KEY, values);
	}

	private static void put(SocketIOSocket socket, @Nullable String event, BiConsumer<String, String> target) {
		if (socket.protocol() != 3) {
			target.accept(SOCKET, socket.id());
		}
		target.accept(NAMESPACE, printable(socket.namespace().name()));
		if (event != null) {
			target.accept(EVENT, printable(event));
		}
	}

	/**
	 * A name in one short line, so that no client can write lines of its own into logs.
	 */
	private static String printable(String name) {
		int length = Math.min(name.length(), MAX_LENGTH);
		for (int i = 0; i < length; i++) {
			if (Character.isISOControl(name.charAt(i))) {
				return replaceControls(name, length);
			}
		}
		return name.substring(0, length);
	}

	private static String replaceControls(String name, int length) {
		StringBuilder result = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			char c = name.charAt(i);
			result.append(Character.isISOControl(c) ? '?' : c);
		}
		return result.toString();
	}

}
