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

package io.github.socketiospring.webflux.servlet;

import java.util.List;

import io.github.socketiospring.engineio.EngineIOServer;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.WriteListener;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServletHttpHandlerAdapter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ServletBinding}.
 */
class ServletBindingTests {

	private final ServletBinding binding = new ServletBinding(mock(EngineIOServer.class));

	@Test
	void endsResponseWithoutBodyWhenTheContainerLetsIt() throws Exception {
		ContainerResponse response = new ContainerResponse();
		MockHttpServletRequest request = serve(response, (exchange) -> {
			exchange.getResponse().setStatusCode(HttpStatus.CONTENT_TOO_LARGE);
			return this.binding.end(exchange);
		});
		assertThat(request.isAsyncStarted()).isTrue();
		response.onWritePossible();
		assertThat(request.isAsyncStarted()).isFalse();
		assertThat(response.getStatus()).isEqualTo(413);
	}

	private static MockHttpServletRequest serve(ContainerResponse response, WebHandler handler) throws Exception {
		ServletHttpHandlerAdapter adapter = new ServletHttpHandlerAdapter(
				WebHttpHandlerBuilder.webHandler(handler).build());
		adapter.init(config());
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/socket.io/") {

			@Override
			public ServletInputStream getInputStream() {
				return new EmptyBody();
			}

		};
		request.setAsyncSupported(true);
		adapter.service(request, response);
		return request;
	}

	private static ServletConfig config() {
		ServletRegistration registration = mock();
		given(registration.getMappings()).willReturn(List.of("/"));
		ServletContext context = mock();
		given(context.getServletRegistration("handler")).willAnswer((invocation) -> registration);
		ServletConfig config = mock();
		given(config.getServletName()).willReturn("handler");
		given(config.getServletContext()).willReturn(context);
		return config;
	}

	/**
	 * Cannot be written until the container says so.
	 */
	private static final class ContainerResponse extends MockHttpServletResponse {

		private final Output output = new Output();

		@Override
		public ServletOutputStream getOutputStream() {
			return this.output;
		}

		void onWritePossible() throws Exception {
			this.output.ready = true;
			this.output.listener.onWritePossible();
		}

	}

	private static final class Output extends ServletOutputStream {

		private WriteListener listener;

		private boolean ready;

		@Override
		public boolean isReady() {
			return this.ready;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.listener = listener;
		}

		@Override
		public void write(int b) {
			throw new UnsupportedOperationException();
		}

	}

	private static final class EmptyBody extends ServletInputStream {

		@Override
		public boolean isFinished() {
			return true;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			// It would be told of nothing
		}

		@Override
		public int read() {
			return -1;
		}

	}

}
