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

package io.github.socketiospring.annotation.support;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.OnRoomEvent;
import io.github.socketiospring.annotation.OnServerEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.core.annotation.OrderUtils;

/**
 * The prepared handlers of one controller.
 *
 * @param events the handlers of its events, one for each name
 * @param anyHandlers the handlers of all events
 * @param unhandledHandlers the handlers of events that have none
 * @param lifecycle what is called as a socket connects and leaves
 */
record ControllerHandlers(List<Event> events, List<AnnotatedEventHandler> anyHandlers,
		List<AnnotatedEventHandler> unhandledHandlers, Map<HandlerKind, List<LifecycleHandler>> lifecycle,
		Map<String, ServerEventHandler> serverEvents, List<RoomEventHandler> roomEvents) {

	private static final List<HandlerKind> LIFECYCLE = List.of(HandlerKind.CONNECT, HandlerKind.DISCONNECTING,
			HandlerKind.DISCONNECT);

	/**
	 * Find and prepare the handlers of a controller.
	 * @throws InvalidControllerException if one cannot be used as it is written
	 */
	static ControllerHandlers of(ControllerBean bean, HandlerMethodFactory factory,
			ExceptionHandlerChain exceptionHandlers, HandlerThreads threads) {
		RateLimits limits = RateLimits.of(bean.type());
		List<Event> events = new ArrayList<>();
		findMethods(bean.type(), OnEvent.class).forEach((method, annotation) -> {
			HandlerMethod handlerMethod = factory.create(bean, method, HandlerKind.EVENT);
			AnnotatedEventHandler handler = new AnnotatedEventHandler(handlerMethod, exceptionHandlers,
					order(bean.type(), method), limits.of(method));
			for (String name : EventNames.check(bean.type(), method, annotation.value())) {
				events.add(new Event(name, handler));
			}
		});
		Map<HandlerKind, List<LifecycleHandler>> lifecycle = new EnumMap<>(HandlerKind.class);
		LIFECYCLE.forEach((kind) -> lifecycle.put(kind, lifecycle(bean, factory, kind, threads)));
		return new ControllerHandlers(List.copyOf(events),
				nameless(bean, factory, HandlerKind.ANY_EVENT, exceptionHandlers, (method) -> null),
				nameless(bean, factory, HandlerKind.UNHANDLED_EVENT, exceptionHandlers, limits::of), lifecycle,
				serverEvents(bean, factory), roomEvents(bean, factory));
	}

	private static Map<String, ServerEventHandler> serverEvents(ControllerBean bean, HandlerMethodFactory factory) {
		Map<String, ServerEventHandler> handlers = new LinkedHashMap<>();
		findMethods(bean.type(), OnServerEvent.class).forEach((method, annotation) -> {
			ServerEventHandler handler = new ServerEventHandler(factory.create(bean, method, HandlerKind.SERVER_EVENT));
			for (String name : EventNames.checkServerEvents(bean.type(), method, annotation.value())) {
				ServerEventHandler other = handlers.putIfAbsent(name, handler);
				if (other != null) {
					throw NamespaceHandlerBuilder.twoHandlers("Server event '" + name + "'", other, handler);
				}
			}
		});
		return handlers;
	}

	private static List<RoomEventHandler> roomEvents(ControllerBean bean, HandlerMethodFactory factory) {
		List<RoomEventHandler> handlers = new ArrayList<>();
		findMethods(bean.type(), OnRoomEvent.class).forEach((method, annotation) -> handlers
			.add(new RoomEventHandler(factory.create(bean, method, HandlerKind.ROOM_EVENT), Set.of(annotation.value()),
					order(bean.type(), method))));
		return handlers;
	}

	private static List<AnnotatedEventHandler> nameless(ControllerBean bean, HandlerMethodFactory factory,
			HandlerKind kind, ExceptionHandlerChain exceptionHandlers,
			Function<Method, @Nullable EventRateLimit> limits) {
		return findMethods(bean.type(), kind.annotationType()).keySet()
			.stream()
			.map((method) -> new AnnotatedEventHandler(factory.create(bean, method, kind), exceptionHandlers,
					order(bean.type(), method), limits.apply(method)))
			.toList();
	}

	private static List<LifecycleHandler> lifecycle(ControllerBean bean, HandlerMethodFactory factory, HandlerKind kind,
			HandlerThreads threads) {
		return findMethods(bean.type(), kind.annotationType()).keySet()
			.stream()
			.map((method) -> new LifecycleHandler(factory.create(bean, method, kind), threads,
					order(bean.type(), method)))
			.toList();
	}

	/**
	 * Find the methods of a class with an annotation, inherited ones and those of its
	 * interfaces included.
	 */
	static <A extends Annotation> Map<Method, A> findMethods(Class<?> type, Class<A> annotationType) {
		MethodIntrospector.MetadataLookup<A> lookup = (method) -> AnnotatedElementUtils.findMergedAnnotation(method,
				annotationType);
		return MethodIntrospector.selectMethods(type, lookup);
	}

	private static int order(Class<?> type, Method method) {
		Order order = AnnotatedElementUtils.findMergedAnnotation(method, Order.class);
		return (order != null) ? order.value() : OrderUtils.getOrder(type, Ordered.LOWEST_PRECEDENCE);
	}

	/**
	 * What the handlers take from the names of their namespaces.
	 */
	Set<NamespaceVariableArgument> namespaceVariables() {
		Set<NamespaceVariableArgument> variables = new LinkedHashSet<>();
		this.lifecycle.values()
			.forEach((handlers) -> handlers
				.forEach((handler) -> variables.addAll(handler.method().namespaceVariables())));
		this.events.forEach((event) -> variables.addAll(event.handler().method().namespaceVariables()));
		this.anyHandlers.forEach((handler) -> variables.addAll(handler.method().namespaceVariables()));
		this.unhandledHandlers.forEach((handler) -> variables.addAll(handler.method().namespaceVariables()));
		this.serverEvents.values().forEach((handler) -> variables.addAll(handler.method().namespaceVariables()));
		this.roomEvents.forEach((handler) -> variables.addAll(handler.method().namespaceVariables()));
		return variables;
	}

	boolean isEmpty() {
		return this.events.isEmpty() && this.anyHandlers.isEmpty() && this.unhandledHandlers.isEmpty()
				&& this.serverEvents.isEmpty() && this.roomEvents.isEmpty()
				&& this.lifecycle.values().stream().allMatch(List::isEmpty);
	}

	/**
	 * A handler under one of its names.
	 *
	 * @param name the name of the event
	 * @param handler the handler
	 */
	record Event(String name, AnnotatedEventHandler handler) {

	}

}
