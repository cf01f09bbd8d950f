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

package io.github.socketiospring.interop.client;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * An application with Actuator, Prometheus and traces, which it keeps.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ MeasuredApplication.Controller.class, MeasuredApplication.Spans.class })
class MeasuredApplication {

	/** It also finds out observations that are stopped twice or never started. */
	@Bean
	TestObservationRegistry observationRegistry() {
		return TestObservationRegistry.create();
	}

	@Bean
	ObservationHandler<Observation.Context> tracing(Spans spans) {
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(spans))
			.build();
		Tracer tracer = provider.get("test");
		OtelTracer otel = new OtelTracer(tracer, new OtelCurrentTraceContext(), (event) -> {
		});
		OtelPropagator propagator = new OtelPropagator(
				ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer);
		return new ObservationHandler.FirstMatchingCompositeObservationHandler(
				new PropagatingReceiverTracingObservationHandler<>(otel, propagator),
				new DefaultTracingObservationHandler(otel));
	}

	@SocketIOController
	static class Controller {

		private final SocketIOServer io;

		private final ObservationRegistry registry;

		Controller(SocketIOServer io, ObservationRegistry registry) {
			this.io = io;
			this.registry = registry;
		}

		@OnEvent("echo")
		@NonBlocking
		String echo(String text) {
			return text;
		}

		@OnEvent("work")
		String work(String text) {
			return Observation.createNotStarted("inner work", this.registry).observe(() -> text);
		}

		@OnEvent("later")
		Mono<String> later(String text) {
			return Mono.deferContextual((context) -> {
				Observation parent = context.get("micrometer.observation");
				Observation.createNotStarted("inner later", this.registry).parentObservation(parent).observe(() -> {
				});
				return Mono.just(text);
			});
		}

		@OnEvent("fail")
		Mono<String> fail() {
			return Mono.error(new IllegalStateException("as the client wished"));
		}

		@OnEvent("ask me")
		Mono<String> askMe(SocketIOSocket socket) {
			return socket.emitWithAck("question", String.class);
		}

		@OnEvent("tell all")
		@NonBlocking
		void tellAll() {
			this.io.of("/").emit("news", "good");
		}

	}

	/**
	 * Keeps spans that have ended.
	 */
	static class Spans implements SpanExporter {

		private final Queue<SpanData> spans = new ConcurrentLinkedQueue<>();

		List<SpanData> of(String traceId) {
			return this.spans.stream().filter((span) -> span.getTraceId().equals(traceId)).toList();
		}

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			this.spans.addAll(spans);
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
