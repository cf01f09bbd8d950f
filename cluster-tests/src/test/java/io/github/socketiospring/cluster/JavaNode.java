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

package io.github.socketiospring.cluster;

import java.io.IOException;
import java.util.List;

import io.github.socketiospring.SocketIOServer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * One server of the cluster, of Spring Boot: the same as {@code js/node.js}.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(JavaNodeHandlers.class)
class JavaNode {

	/**
	 * How to start it as a process of its own.
	 * @param properties of Spring Boot
	 */
	static List<String> command(List<String> properties) {
		return JavaControl.command(JavaNode.class, properties.stream().map((property) -> "--" + property).toList());
	}

	public static void main(String[] args) throws IOException {
		JavaControl control = new JavaControl();
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(JavaNode.class)
			.properties("spring.main.banner-mode=off", "logging.level.root=warn", "server.address=127.0.0.1",
					"server.port=0")
			.run(args)) {
			JavaNodeCommands commands = new JavaNodeCommands(context.getBean(SocketIOServer.class),
					context.getBean(JavaNodeHandlers.class));
			control.serve(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
					commands::run);
		}
		JavaControl.reportLeaks();
	}

}
