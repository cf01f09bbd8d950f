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
import java.util.HashSet;
import java.util.Set;

import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.metadata.CascadableDescriptor;
import jakarta.validation.metadata.ContainerDescriptor;
import jakarta.validation.metadata.ElementDescriptor;
import jakarta.validation.metadata.MethodDescriptor;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.MethodValidationAdapter;
import org.springframework.validation.beanvalidation.MethodValidationPostProcessor;

/**
 * The Bean Validation of an application. What it needs to know of constraints it finds
 * out as the application starts, since the arguments of a method may be validated on an
 * event loop, where nothing should be loaded. Loaded only where Bean Validation is there.
 */
final class BeanValidation {

	private static final Class<?>[] NO_GROUPS = {};

	private final Validator validator;

	private final MethodValidationAdapter adapter;

	private final boolean proxies;

	private final Set<Class<?>> known = new HashSet<>();

	private BeanValidation(Validator validator, boolean proxies) {
		this.validator = validator;
		this.adapter = new MethodValidationAdapter(validator);
		this.proxies = proxies;
		validator.validate(new Invalid(null));
	}

	/**
	 * Use the validator of an application.
	 * @return null if it has none
	 */
	static @Nullable BeanValidation of(ApplicationContext context) {
		Validator validator = context.getBeanProvider(Validator.class).getIfAvailable();
		return (validator != null)
				? new BeanValidation(validator,
						context.getBeanNamesForType(MethodValidationPostProcessor.class, true, false).length > 0)
				: null;
	}

	/**
	 * Prepare the validation of a method's arguments.
	 * @return null if there is nothing to validate
	 * @throws InvalidControllerException if its constraints cannot be used
	 */
	@Nullable ArgumentValidation prepare(ControllerBean bean, Method method, MethodParameter[] parameters,
			ParameterSource[] sources) {
		ArgumentValidation.Mode mode = mode(bean, method);
		boolean validated = (mode != ArgumentValidation.Mode.NONE);
		Class<?>[] @Nullable [] parameterGroups = new Class<?>[parameters.length][];
		for (int i = 0; i < parameters.length; i++) {
			MergedAnnotation<Validated> annotation = MergedAnnotations.from(parameters[i].getParameterAnnotations())
				.get(Validated.class);
			if (annotation.isPresent()) {
				parameterGroups[i] = annotation.getClassArray(MergedAnnotation.VALUE);
				load(parameters[i].getParameterType());
				validated = true;
			}
			parameters[i].initParameterNameDiscovery(DefaultParameterNameDiscoverer.getSharedInstance());
		}
		return validated ? new ArgumentValidation(this.adapter, method, parameters, sources, mode,
				groups(bean.type(), method), parameterGroups) : null;
	}

	private ArgumentValidation.Mode mode(ControllerBean bean, Method method) {
		MethodDescriptor descriptor;
		try {
			descriptor = this.validator.getConstraintsForClass(bean.type())
				.getConstraintsForMethod(method.getName(), method.getParameterTypes());
		}
		catch (ValidationException ex) {
			throw new InvalidControllerException(Descriptions.method(bean.type(), method)
					+ " cannot be validated as it is written: " + ex.getMessage(), "Correct its constraints", ex);
		}
		if (descriptor == null || !hasConstraints(descriptor)) {
			return ArgumentValidation.Mode.NONE;
		}
		descriptor.getParameterDescriptors().forEach(this::loadElement);
		return isValidatedByProxy(bean) ? ArgumentValidation.Mode.PROXY : ArgumentValidation.Mode.HERE;
	}

	/**
	 * What {@code hasConstrainedParameters} tells does not include the elements of
	 * containers.
	 */
	private static boolean hasConstraints(MethodDescriptor method) {
		return method.getCrossParameterDescriptor().hasConstraints() || method.getParameterDescriptors()
			.stream()
			.anyMatch((parameter) -> parameter.hasConstraints() || parameter.isCascaded()
					|| !parameter.getConstrainedContainerElementTypes().isEmpty());
	}

	private boolean isValidatedByProxy(ControllerBean bean) {
		Object instance = bean.instance();
		return this.proxies && AnnotatedElementUtils.hasAnnotation(bean.type(), Validated.class)
				&& (instance == null || AopUtils.isAopProxy(instance));
	}

	private static Class<?>[] groups(Class<?> type, Method method) {
		Validated annotation = AnnotatedElementUtils.findMergedAnnotation(method, Validated.class);
		if (annotation == null) {
			annotation = AnnotatedElementUtils.findMergedAnnotation(type, Validated.class);
		}
		return (annotation != null) ? annotation.value() : NO_GROUPS;
	}

	/**
	 * Have the constraints of a type known, and those of the types of its values.
	 */
	private void load(Class<?> type) {
		if (this.known.add(type)) {
			this.validator.getConstraintsForClass(type).getConstrainedProperties().forEach(this::loadElement);
		}
	}

	private <D extends ElementDescriptor & CascadableDescriptor & ContainerDescriptor> void loadElement(D element) {
		// Not known for the elements of an array
		Class<?> type = element.getElementClass();
		if (element.isCascaded() && type != null) {
			load(type);
		}
		element.getConstrainedContainerElementTypes().forEach(this::loadElement);
	}

	/**
	 * Not valid, so that the messages are loaded before a client needs one.
	 */
	private record Invalid(@NotNull @Nullable Object value) {

	}

}
