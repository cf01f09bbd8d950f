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

import java.util.Set;

import io.github.socketiospring.annotation.SocketIOController;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.web.bind.annotation.ControllerAdvice;

/**
 * Gives a native image what it must know of
 * {@link SocketIOController @SocketIOController} and
 * {@link ControllerAdvice @ControllerAdvice} beans, as the application is processed ahead
 * of time: see {@link HandlerMethodHints}.
 */
class ControllerAotProcessor implements BeanFactoryInitializationAotProcessor {

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		ControllerBeanDetector detector = new ControllerBeanDetector(beanFactory);
		Set<Class<?>> controllers = detector.definedTypes(SocketIOController.class);
		Set<Class<?>> advices = detector.definedTypes(ControllerAdvice.class);
		if (controllers.isEmpty()) {
			return null;
		}
		return (generationContext, code) -> {
			ReflectionHints reflection = generationContext.getRuntimeHints().reflection();
			controllers.forEach((type) -> new HandlerMethodHints(reflection, type).registerAll());
			advices.forEach((type) -> new HandlerMethodHints(reflection, type).register(HandlerKind.EXCEPTION));
		};
	}

}
