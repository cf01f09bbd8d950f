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

package io.github.socketiospring.benchmarks.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * An application with the starter. Arguments: a kind of handlers, {@code fast} or what is
 * to be different, and properties ({@code --name=value}).
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SocketIOSpringServer {

	/**
	 * Run.
	 * @param args see the class
	 * @throws IOException if standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		List<Class<?>> sources = new ArrayList<>(List.of(SocketIOSpringServer.class, switch (args[0]) {
			case "non-blocking" -> NonBlockingHandlers.class;
			case "mono" -> MonoHandlers.class;
			case "plain" -> PlainHandlers.class;
			case "functional" -> FunctionalHandlers.class;
			default -> throw new IllegalArgumentException("No such handlers: " + args[0]);
		}));
		switch (args[1]) {
			case "fast" -> {
				// As by default
			}
			case "portable" -> sources.add(PortableBinding.class);
			case "metrics" -> sources.add(Metrics.class);
			default -> throw new IllegalArgumentException("No such variant: " + args[1]);
		}
		List<String> properties = new ArrayList<>(
				List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off",
						"--spring.main.register-shutdown-hook=false", "--logging.level.root=warn"));
		properties.addAll(List.of(args).subList(2, args.length));
		ConfigurableApplicationContext context = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
			.web(WebApplicationType.REACTIVE)
			.run(properties.toArray(String[]::new));
		ServerMain.ready(context.getBean(Environment.class).getRequiredProperty("local.server.port", Integer.class));
	}

}
