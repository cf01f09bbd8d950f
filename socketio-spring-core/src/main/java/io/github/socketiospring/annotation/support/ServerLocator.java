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

import java.util.Arrays;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.SocketIOController;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.StringUtils;

/**
 * Finds the server of a controller.
 */
class ServerLocator {

	private final ListableBeanFactory beanFactory;

	ServerLocator(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Find the server that a controller names, or else the only or primary one.
	 * @throws InvalidControllerException if there is none
	 */
	SocketIOServer serverOf(Class<?> controllerType) {
		SocketIOController annotation = AnnotatedElementUtils.findMergedAnnotation(controllerType,
				SocketIOController.class);
		String name = (annotation != null) ? annotation.server() : "";
		return StringUtils.hasText(name) ? named(controllerType, name) : unnamed(controllerType);
	}

	private SocketIOServer named(Class<?> controllerType, String name) {
		if (!this.beanFactory.containsBean(name) || !this.beanFactory.isTypeMatch(name, SocketIOServer.class)) {
			throw new InvalidControllerException(
					"Controller " + controllerType.getName() + " is for the server '" + name
							+ "', and there is no SocketIOServer bean of that name",
					"Correct the name in @SocketIOController(server = ...); there are " + serverNames());
		}
		return this.beanFactory.getBean(name, SocketIOServer.class);
	}

	private SocketIOServer unnamed(Class<?> controllerType) {
		try {
			return this.beanFactory.getBean(SocketIOServer.class);
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw new InvalidControllerException(
					"Controller " + controllerType.getName() + " does not name its server, and there are several: "
							+ serverNames(),
					"Name one in @SocketIOController(server = ...), or mark one of the beans as @Primary", ex);
		}
		catch (NoSuchBeanDefinitionException ex) {
			if (this.beanFactory.getBeanNamesForType(SocketIOServer.class).length > 0) {
				throw ex;
			}
			throw new InvalidControllerException(
					"Controller " + controllerType.getName() + " has no server: there is no SocketIOServer bean",
					"Define one", ex);
		}
	}

	private String serverNames() {
		return Arrays.toString(this.beanFactory.getBeanNamesForType(SocketIOServer.class));
	}

}
