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
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.socketiospring.annotation.SocketIOController;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds the beans that are a {@link SocketIOController @SocketIOController}, proxied ones
 * included.
 */
class ControllerBeanDetector {

	private static final Log logger = LogFactory.getLog(ControllerBeanDetector.class);

	private final ConfigurableListableBeanFactory beanFactory;

	ControllerBeanDetector(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Find the controllers, in the order of their registration. Those that are no
	 * singletons, or have not been created yet because they are lazy, are looked up at
	 * each call.
	 */
	List<ControllerBean> find() {
		List<ControllerBean> result = new ArrayList<>();
		for (String name : this.beanFactory.getBeanNamesForType(Object.class)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? null : userType(name);
			if (type != null && AnnotatedElementUtils.hasAnnotation(type, SocketIOController.class)) {
				result.add(controllerBean(name, type));
			}
		}
		return result;
	}

	/**
	 * Find the classes of beans with an annotation by the definitions of the beans, none
	 * of which is created. What a factory bean makes is not found.
	 */
	Set<Class<?>> definedTypes(Class<? extends Annotation> annotationType) {
		Set<Class<?>> result = new LinkedHashSet<>();
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			Class<?> type = this.beanFactory.isFactoryBean(name) ? null : userType(name);
			if (type != null && AnnotatedElementUtils.hasAnnotation(type, annotationType)) {
				result.add(type);
			}
		}
		return result;
	}

	private ControllerBean controllerBean(String name, Class<?> type) {
		if (isCreated(name)) {
			return ControllerBean.ofInstance(type, this.beanFactory.getBean(name));
		}
		return ControllerBean.ofSupplier(type, () -> this.beanFactory.getBean(name), this.beanFactory.getType(name));
	}

	private boolean isCreated(String name) {
		return this.beanFactory.containsSingleton(name) && this.beanFactory.isSingleton(name);
	}

	private @Nullable Class<?> userType(String name) {
		try {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory, name);
			if (type != null && ScopedObject.class.isAssignableFrom(type)) {
				type = AutoProxyUtils.determineTargetClass(this.beanFactory, ScopedProxyUtils.getTargetBeanName(name));
			}
			else if (type != null && Proxy.isProxyClass(type) && isCreated(name)) {
				type = AopProxyUtils.ultimateTargetClass(this.beanFactory.getBean(name));
			}
			return (type != null) ? ClassUtils.getUserClass(type) : null;
		}
		catch (Throwable ex) {
			// An unresolvable type, probably of a lazy bean: not one of ours
			logger.debug("Could not determine the class of bean '" + name + "'", ex);
			return null;
		}
	}

}
