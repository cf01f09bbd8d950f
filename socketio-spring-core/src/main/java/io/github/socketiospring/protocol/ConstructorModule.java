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

package io.github.socketiospring.protocol;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.module.SimpleModule;

/**
 * Has Jackson call the constructors of records, and others with several parameters, by
 * reflection: what it does, {@link java.lang.invoke.MethodHandle#invokeWithArguments},
 * prepares each call anew, which takes longer than to parse a small record.
 */
final class ConstructorModule extends SimpleModule {

	ConstructorModule() {
		super("socketio-constructor");
	}

	@Override
	public void setupModule(SetupContext context) {
		super.setupModule(context);
		context.addValueInstantiators(new Instantiators());
	}

	/** What the application makes its objects with stays. */
	private static final class Instantiators implements ValueInstantiators {

		@Override
		public @Nullable ValueInstantiator findValueInstantiator(DeserializationConfig config,
				BeanDescription.Supplier bean) {
			return null;
		}

		@Override
		public ValueInstantiator modifyValueInstantiator(DeserializationConfig config, BeanDescription.Supplier bean,
				ValueInstantiator instantiator) {
			return (instantiator.getClass() == StdValueInstantiator.class
					&& instantiator.getWithArgsCreator() instanceof AnnotatedConstructor creator)
							? new Instantiator((StdValueInstantiator) instantiator, creator.getAnnotated())
							: instantiator;
		}

	}

	private static final class Instantiator extends StdValueInstantiator {

		private final Constructor<?> constructor;

		Instantiator(StdValueInstantiator original, Constructor<?> constructor) {
			super(original);
			this.constructor = constructor;
		}

		@Override
		public Object createFromObjectWith(DeserializationContext context, Object[] args) {
			try {
				return this.constructor.newInstance(args);
			}
			catch (InvocationTargetException ex) {
				if (ex.getTargetException() instanceof Error error) {
					throw error;
				}
				return fail(context, args, ex.getTargetException());
			}
			catch (ReflectiveOperationException | IllegalArgumentException ex) {
				return fail(context, args, ex);
			}
		}

		private Object fail(DeserializationContext context, Object[] args, Throwable cause) {
			return context.handleInstantiationProblem(getValueClass(), args, rewrapCtorProblem(context, cause));
		}

	}

}
