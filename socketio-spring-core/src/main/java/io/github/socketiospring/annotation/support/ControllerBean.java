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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A bean with handler methods. Its methods are found on its own class and called through
 * its proxy, if it has one.
 */
class ControllerBean {

	private final Class<?> type;

	private final Supplier<Object> supplier;

	private final @Nullable Object instance;

	private final @Nullable Class<?> exposedType;

	private ControllerBean(Class<?> type, Supplier<Object> supplier, @Nullable Object instance,
			@Nullable Class<?> exposedType) {
		this.type = type;
		this.supplier = supplier;
		this.instance = instance;
		this.exposedType = exposedType;
	}

	/**
	 * A bean of which there is one instance.
	 */
	static ControllerBean ofInstance(Class<?> type, Object instance) {
		return new ControllerBean(type, () -> instance, instance, instance.getClass());
	}

	/**
	 * A bean that is looked up for each call.
	 * @param exposedType the type of what will be looked up, as far as it is known
	 */
	static ControllerBean ofSupplier(Class<?> type, Supplier<Object> supplier, @Nullable Class<?> exposedType) {
		return new ControllerBean(type, supplier, null, exposedType);
	}

	/**
	 * The class that was written by the user.
	 */
	Class<?> type() {
		return this.type;
	}

	/**
	 * The one instance, or null if it is looked up for each call.
	 */
	@Nullable Object instance() {
		return this.instance;
	}

	/**
	 * The instance for a call.
	 */
	Object resolve() {
		Object bean = this.instance;
		return (bean != null) ? bean : this.supplier.get();
	}

	/**
	 * Check that a method can be called through the proxy, as far as that is known.
	 */
	void check(Method method) {
		if (this.exposedType != null) {
			invocableMethod(method, this.exposedType);
		}
	}

	/**
	 * The method to call on an instance: that of its interface if it is a JDK proxy.
	 * @throws InvalidControllerException if the call would pass by the proxy
	 */
	Method invocableMethod(Method method, Class<?> exposedType) {
		Method invocable;
		try {
			invocable = AopUtils.selectInvocableMethod(method, exposedType);
		}
		catch (IllegalStateException ex) {
			String action = Modifier.isPrivate(method.getModifiers()) ? "Make the method visible to the proxy"
					: "Declare the method in an interface of the bean, or have the bean proxied by class "
							+ "(proxyTargetClass=true)";
			throw new InvalidControllerException(
					Descriptions.method(this.type, method) + " cannot be called through the proxy of its bean", action,
					ex);
		}
		if (Modifier.isFinal(method.getModifiers()) && SpringProxy.class.isAssignableFrom(exposedType)
				&& ClassUtils.getUserClass(exposedType) != exposedType) {
			throw new InvalidControllerException(
					Descriptions.method(this.type, method) + " is final, so that the proxy of its bean does not see it",
					"Remove the modifier");
		}
		ReflectionUtils.makeAccessible(invocable);
		return invocable;
	}

}
