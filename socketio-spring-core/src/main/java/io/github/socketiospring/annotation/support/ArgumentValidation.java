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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.ObjectError;
import org.springframework.validation.beanvalidation.MethodValidationAdapter;
import org.springframework.validation.method.MethodValidationException;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;

/**
 * Validates the arguments of one method, on the thread on which it is called. Loaded only
 * where Bean Validation is there.
 *
 * @param adapter validates
 * @param method the method
 * @param parameters its parameters
 * @param sources where their values come from
 * @param mode who validates the constraints of the parameters
 * @param groups the groups of these constraints
 * @param parameterGroups by parameter, the groups of its bean, which is validated by
 * itself; null for none
 */
record ArgumentValidation(MethodValidationAdapter adapter, Method method, MethodParameter[] parameters,
		ParameterSource[] sources, Mode mode, Class<?>[] groups, Class<?>[] @Nullable [] parameterGroups) {

	/**
	 * Validate the arguments of a call.
	 * @param bean the bean that is called
	 * @throws ArgumentValidationException if a constraint is violated
	 */
	void validate(Object bean, @Nullable Object[] args) {
		MethodValidationResult result = (this.mode == Mode.HERE) ? constraints(bean, args)
				: MethodValidationResult.emptyResult();
		List<ParameterValidationResult> beans = beans(args);
		if (!beans.isEmpty()) {
			result = merge(bean, result, beans);
		}
		if (isViolated(result)) {
			throw failure(result, null);
		}
	}

	/**
	 * Look at what a call failed with: it may be that the proxy of the bean validated the
	 * arguments.
	 * @return what it failed with
	 */
	Throwable onFailure(Throwable error, Object bean, @Nullable Object[] args) {
		if (this.mode == Mode.PROXY
				&& (error instanceof ConstraintViolationException || error instanceof MethodValidationException)) {
			MethodValidationResult result = constraints(bean, args);
			if (isViolated(result)) {
				return failure(result, error);
			}
		}
		return error;
	}

	@SuppressWarnings("NullAway") // It takes arguments that are null, but does not say so
	private MethodValidationResult constraints(Object bean, @Nullable Object[] args) {
		// Constraints are those of the class, also where it is behind a proxy of its
		// interface
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return this.adapter.validateArguments((target != null) ? target : bean, this.method, this.parameters, args,
				this.groups);
	}

	private static boolean isViolated(MethodValidationResult result) {
		return result.hasErrors() || !result.getCrossParameterValidationResults().isEmpty();
	}

	private List<ParameterValidationResult> beans(@Nullable Object[] args) {
		List<ParameterValidationResult> results = new ArrayList<>(0);
		for (int i = 0; i < args.length; i++) {
			Object arg = args[i];
			Class<?>[] groups = this.parameterGroups[i];
			if (groups != null && arg != null) {
				BeanPropertyBindingResult errors = new BeanPropertyBindingResult(arg,
						this.parameters[i].getParameter().getName());
				this.adapter.getSpringValidatorAdapter().get().validate(arg, errors, (Object[]) groups);
				if (errors.hasErrors()) {
					results.add(new ParameterErrors(this.parameters[i], arg, errors, null, null, null));
				}
			}
		}
		return results;
	}

	private MethodValidationResult merge(Object bean, MethodValidationResult result,
			List<ParameterValidationResult> beans) {
		if (!isViolated(result)) {
			return MethodValidationResult.create(bean, this.method, beans, List.of());
		}
		List<ParameterValidationResult> all = new ArrayList<>(result.getParameterValidationResults());
		all.addAll(beans);
		return MethodValidationResult.create(bean, this.method, all, result.getCrossParameterValidationResults());
	}

	private ArgumentValidationException failure(MethodValidationResult result, @Nullable Throwable cause) {
		List<Violation> violations = new ArrayList<>();
		Set<ConstraintViolation<?>> sources = new LinkedHashSet<>();
		for (ParameterValidationResult parameter : result.getParameterValidationResults()) {
			ParameterSource source = this.sources[parameter.getMethodParameter().getParameterIndex()];
			for (MessageSourceResolvable error : parameter.getResolvableErrors()) {
				ConstraintViolation<?> violation = (error instanceof ObjectError objectError)
						? objectError.unwrap(ConstraintViolation.class)
						: parameter.unwrap(error, ConstraintViolation.class);
				sources.add(violation);
				violations.add(Violation.of(violation, source));
			}
		}
		for (MessageSourceResolvable error : result.getCrossParameterValidationResults()) {
			violations.add(new Violation(null, "", String.valueOf(error.getDefaultMessage())));
		}
		violations.sort(Violation.ORDER);
		return new ArgumentValidationException(result, violations,
				(cause != null) ? cause : new ConstraintViolationException(sources));
	}

	/**
	 * Who validates the constraints of the parameters.
	 */
	enum Mode {

		/** There are none. */
		NONE,

		/** They are validated before the call. */
		HERE,

		/** The proxy of the bean does, as its class is marked. */
		PROXY

	}

}
