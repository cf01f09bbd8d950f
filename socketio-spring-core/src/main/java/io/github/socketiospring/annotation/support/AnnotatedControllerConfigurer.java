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

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.SocketIOController;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.ControllerAdviceBean;

/**
 * Finds the {@link SocketIOController @SocketIOController} beans of an application
 * context and makes them the handlers of their namespaces, once all singletons exist and
 * before any server takes requests. A bean of this class is all that a context needs for
 * them, next to a {@link SocketIOServer}. Beans of type
 * {@link HandlerMethodArgumentResolver} take part. Where Bean Validation is on the class
 * path and the context has a {@code Validator}, it validates the arguments of methods
 * whose parameters have constraints or are marked as {@code @Valid} or
 * {@code @Validated}.
 *
 * <p>
 * A controller that cannot be used as it is written keeps the application from starting,
 * with an {@link InvalidControllerException}.
 */
public class AnnotatedControllerConfigurer implements ApplicationContextAware, SmartInitializingSingleton {

	/** Those that need nothing of the context. */
	static final List<ArgumentFactory> PLAIN_FACTORIES = List.of(new EventNameArgumentFactory(),
			new SocketArgumentFactory(), new NamespaceArgumentFactory(), new PrincipalArgumentFactory(),
			new AckArgumentFactory(), new SubjectArgumentFactory());

	private static final List<String> CONVERSION_SERVICES = List.of("webFluxConversionService",
			ConfigurableApplicationContext.CONVERSION_SERVICE_BEAN_NAME);

	private static final String BEAN_VALIDATION = "jakarta.validation.executable.ExecutableValidator";

	private static final Log logger = LogFactory.getLog(AnnotatedControllerConfigurer.class);

	private final HandlerExecution execution;

	private final Scheduler workers;

	private final JsonMapper jsonMapper;

	private List<HandlerScope> handlerScopes = List.of();

	private @Nullable ApplicationContext applicationContext;

	/**
	 * Create the configurer.
	 * @param execution where methods run
	 * @param workers runs methods that may block as a socket connects or disconnects and
	 * after an error; those of events run where the server has them run
	 * @param jsonMapper converts properties of the {@code auth} object
	 */
	public AnnotatedControllerConfigurer(HandlerExecution execution, Scheduler workers, JsonMapper jsonMapper) {
		Assert.notNull(execution, "HandlerExecution is required");
		Assert.notNull(workers, "Scheduler is required");
		Assert.notNull(jsonMapper, "JsonMapper is required");
		this.execution = execution;
		this.workers = workers;
		this.jsonMapper = jsonMapper;
	}

	/**
	 * Set what prepares the threads on which methods are called as a socket connects or
	 * disconnects, and after an error; for those of events the server has its own.
	 * @param handlerScopes the scopes, opened in this order
	 */
	public void setHandlerScopes(List<HandlerScope> handlerScopes) {
		this.handlerScopes = List.copyOf(handlerScopes);
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.applicationContext = applicationContext;
	}

	@Override
	public void afterSingletonsInstantiated() {
		ApplicationContext context = this.applicationContext;
		if (context == null
				|| !(context.getAutowireCapableBeanFactory() instanceof ConfigurableListableBeanFactory beanFactory)) {
			throw new IllegalStateException("An ApplicationContext with a ConfigurableListableBeanFactory is required");
		}
		List<ControllerBean> controllers = new ControllerBeanDetector(beanFactory).find();
		if (!controllers.isEmpty()) {
			configure(context, new ServerLocator(beanFactory), controllers);
		}
	}

	private void configure(ApplicationContext context, ServerLocator servers, List<ControllerBean> controllers) {
		HandlerMethodFactory factory = new HandlerMethodFactory(this.execution, argumentFactories(context),
				ClassUtils.isPresent(BEAN_VALIDATION, context.getClassLoader()) ? BeanValidation.of(context) : null);
		Map<ControllerAdviceBean, ExceptionHandlers> advices = adviceHandlers(context, factory);
		Map<SocketIOServer, ServerHandlersBuilder> builders = new IdentityHashMap<>();
		for (ControllerBean controller : controllers) {
			ControllerNamespaces namespaces = ControllerNamespaces.of(controller.type());
			ControllerHandlers handlers = handlers(controller, factory, advices);
			builders.computeIfAbsent(servers.serverOf(controller.type()), (server) -> new ServerHandlersBuilder())
				.add(controller.type(), namespaces, handlers);
		}
		// Only now, so that an error above leaves the servers as they were
		builders.forEach((server, builder) -> builder.applyTo(server));
	}

	private ControllerHandlers handlers(ControllerBean controller, HandlerMethodFactory factory,
			Map<ControllerAdviceBean, ExceptionHandlers> advices) {
		List<ExceptionHandlers> exceptionHandlers = new ArrayList<>();
		exceptionHandlers.add(new ExceptionHandlers(controller, factory));
		advices.forEach((advice, adviceHandlers) -> {
			if (advice.isApplicableToBeanType(controller.type())) {
				exceptionHandlers.add(adviceHandlers);
			}
		});
		HandlerThreads threads = new HandlerThreads(this.workers, HandlerScope.combine(this.handlerScopes, true),
				HandlerScope.combine(this.handlerScopes, false));
		ControllerHandlers handlers = ControllerHandlers.of(controller, factory,
				new ExceptionHandlerChain(exceptionHandlers, threads), threads);
		if (handlers.isEmpty()) {
			logger.warn("Controller " + controller.type().getName()
					+ " has no method with @OnConnect, @OnEvent, @OnDisconnect or the like");
		}
		return handlers;
	}

	private List<ArgumentFactory> argumentFactories(ApplicationContext context) {
		List<ArgumentFactory> factories = new ArrayList<>();
		context.getBeanProvider(HandlerMethodArgumentResolver.class)
			.orderedStream()
			.forEach((resolver) -> factories.add(new CustomArgumentFactory(resolver)));
		factories.add(new AuthArgumentFactory(this.jsonMapper));
		factories.add(new NamespaceVariableArgumentFactory(conversionService(context)));
		factories.addAll(PLAIN_FACTORIES);
		return factories;
	}

	/**
	 * The service that converts path variables, if there is one.
	 */
	private static ConversionService conversionService(ApplicationContext context) {
		for (String name : CONVERSION_SERVICES) {
			if (context.containsBean(name) && context.isTypeMatch(name, ConversionService.class)) {
				return context.getBean(name, ConversionService.class);
			}
		}
		return new DefaultFormattingConversionService();
	}

	private static Map<ControllerAdviceBean, ExceptionHandlers> adviceHandlers(ApplicationContext context,
			HandlerMethodFactory factory) {
		Map<ControllerAdviceBean, ExceptionHandlers> result = new LinkedHashMap<>();
		for (ControllerAdviceBean advice : ControllerAdviceBean.findAnnotatedBeans(context)) {
			Class<?> type = advice.getBeanType();
			if (type != null && ExceptionHandlers.isPresentOn(type)) {
				ControllerBean bean = ControllerBean.ofSupplier(type, advice::resolveBean,
						advice.resolveBean().getClass());
				result.put(advice, new ExceptionHandlers(bean, factory));
			}
		}
		return result;
	}

}
