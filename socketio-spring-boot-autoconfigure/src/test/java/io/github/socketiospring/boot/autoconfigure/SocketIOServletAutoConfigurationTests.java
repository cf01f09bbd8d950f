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

package io.github.socketiospring.boot.autoconfigure;

import io.github.socketiospring.SocketIOServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketIOServletAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SocketIOServletAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(SocketIOAutoConfiguration.class,
			SocketIOServletAutoConfiguration.class);

	@Test
	void warnsOnceInAServletApplication(CapturedOutput output) {
		new WebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(SocketIOServer.class);
			assertThat(output).containsOnlyOnce("There is no Socket.IO endpoint")
				.contains("WARN")
				.contains("Set socketio.server.port")
				.contains("spring.main.web-application-type=reactive")
				.contains("remove spring-boot-starter-webmvc");
		});
	}

	@Test
	void isQuietInAServletApplicationThatDisablesIt(CapturedOutput output) {
		new WebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues("socketio.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("Socket.IO");
	}

	@Test
	void isQuietInAReactiveApplication(CapturedOutput output) {
		new ReactiveWebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SocketIOServer.class));
		assertThat(output).doesNotContain("There is no Socket.IO endpoint");
	}

	@Test
	void isQuietWithoutAWeb(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("Socket.IO");
	}

}
