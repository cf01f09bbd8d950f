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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.RateLimitPolicy;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.support.AnnotatedControllerConfigurer;
import io.github.socketiospring.engineio.EngineIOOptions;
import io.github.socketiospring.engineio.EngineIORequest;
import io.github.socketiospring.engineio.EngineIOResponse;
import io.github.socketiospring.engineio.OutboundLimits;
import io.github.socketiospring.engineio.OverflowPolicy;
import io.github.socketiospring.engineio.PerMessageDeflate;
import io.github.socketiospring.engineio.ShutdownOptions;
import io.github.socketiospring.protocol.PacketParser;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.github.socketiospring.redis.RedisAdapterFactory;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.github.socketiospring.webflux.SocketIOHandlerMapping;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.DirectFieldAccessor;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.socket.server.RequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SocketIOAutoConfiguration}.
 */
class SocketIOAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SocketIOAutoConfiguration.class));

	@Test
	void saysWhichModuleAClusterNeeds() {
		this.runner.withClassLoader(new FilteredClassLoader(RedisAdapterFactory.class))
			.withPropertyValues("socketio.cluster.type=redis-streams")
			.run((context) -> {
				FailureAnalysis analysis = new MissingClusterFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("'redis-streams'");
				assertThat(analysis.getAction()).contains("socketio-spring-redis");
			});
	}

	@Test
	void configuresAServerAtTheDefaultPath() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed().hasBean("socketIOServer").hasSingleBean(SocketIOServer.class);
			assertThat(context.getBean(SocketIOServer.class).path()).isEqualTo("/socket.io");
			assertThat(urls(context)).containsOnlyKeys("/socket.io", "/socket.io/");
			assertThat(context).hasSingleBean(AnnotatedControllerConfigurer.class);
		});
	}

	@Test
	void appliesTheProperties() {
		this.runner.withPropertyValues("socketio.path=/live/", "socketio.ping-interval=1s", "socketio.ping-timeout=2s",
				"socketio.upgrade-timeout=3s", "socketio.connect-timeout=4s", "socketio.max-http-buffer-size=5KB",
				"socketio.transports=websocket", "socketio.allow-upgrades=false", "socketio.allow-eio3=true",
				"socketio.max-attachments=6", "socketio.strict-namespaces=true", "socketio.handler.execution=worker",
				"socketio.cleanup-empty-child-namespaces=false", "socketio.max-child-namespaces=11",
				"socketio.rate-limit.events-per-second=0.5", "socketio.rate-limit.burst=16",
				"socketio.rate-limit.policy=disconnect", "socketio.limits.namespaces-per-connection=12",
				"socketio.limits.pending-connections=13", "socketio.limits.connections-per-address=14",
				"socketio.limits.connections-per-principal=15", "socketio.handler.timeout=7s",
				"socketio.handler.error-ack=false", "socketio.handler.problem-details=false",
				"socketio.connection-state-recovery.enabled=true",
				"socketio.connection-state-recovery.max-disconnection-duration=8s",
				"socketio.connection-state-recovery.skip-middlewares=false",
				"socketio.connection-state-recovery.max-packets=9", "socketio.connection-state-recovery.max-size=10KB",
				"socketio.http-compression.enabled=false", "socketio.http-compression.threshold=11B",
				"socketio.per-message-deflate.enabled=true", "socketio.per-message-deflate.threshold=12B",
				"socketio.per-message-deflate.server-no-context-takeover=false", "socketio.outbound.max-bytes=13KB",
				"socketio.outbound.max-packets=14", "socketio.outbound.overflow-policy=drop-newest",
				"socketio.shutdown.window=15s", "socketio.shutdown.retry-after=16s")
			.run((context) -> {
				SocketIOServer server = context.getBean(SocketIOServer.class);
				EngineIOOptions options = server.engine().options();
				assertThat(options.pingInterval()).isEqualTo(Duration.ofSeconds(1));
				assertThat(options.pingTimeout()).isEqualTo(Duration.ofSeconds(2));
				assertThat(options.upgradeTimeout()).isEqualTo(Duration.ofSeconds(3));
				assertThat(options.maxPayload()).isEqualTo(5 * 1024);
				assertThat(options.transports()).containsExactly("websocket");
				assertThat(options.allowUpgrades()).isFalse();
				assertThat(options.allowEIO3()).isTrue();
				assertThat(options.httpCompression()).isFalse();
				assertThat(options.httpCompressionThreshold()).isEqualTo(11);
				assertThat(options.outbound()).isEqualTo(new OutboundLimits(13 * 1024, 14, OverflowPolicy.DROP_NEWEST));
				assertThat(options.shutdown())
					.isEqualTo(new ShutdownOptions(Duration.ofSeconds(15), Duration.ofSeconds(16)));
				assertThat(options.perMessageDeflate()).isEqualTo(new PerMessageDeflate(12, false, true));
				assertThat(server.engine()).extracting("limits")
					.hasFieldOrPropertyWithValue("maxPending", 13)
					.hasFieldOrPropertyWithValue("maxPerAddress", 14)
					.hasFieldOrPropertyWithValue("maxPerPrincipal", 15);
				assertThat(server).extracting("options")
					.hasFieldOrPropertyWithValue("connectTimeout", Duration.ofSeconds(4))
					.hasFieldOrPropertyWithValue("maxAttachments", 6)
					.hasFieldOrPropertyWithValue("strictNamespaces", true)
					.hasFieldOrPropertyWithValue("children.cleanup", false)
					.hasFieldOrPropertyWithValue("children.max", 11)
					.hasFieldOrPropertyWithValue("maxNamespacesPerConnection", 12)
					.hasFieldOrPropertyWithValue("rateLimit.eventsPerSecond", 0.5)
					.hasFieldOrPropertyWithValue("rateLimit.burst", 16)
					.hasFieldOrPropertyWithValue("rateLimit.policy", RateLimitPolicy.DISCONNECT)
					.hasFieldOrPropertyWithValue("execution", HandlerExecution.WORKER)
					.hasFieldOrPropertyWithValue("handlerTimeout", Duration.ofSeconds(7))
					.hasFieldOrPropertyWithValue("errorAck", false)
					.hasFieldOrPropertyWithValue("problemDetails", false)
					.extracting("recovery")
					.hasFieldOrPropertyWithValue("maxDisconnectionDuration", Duration.ofSeconds(8))
					.hasFieldOrPropertyWithValue("skipMiddlewares", false)
					.hasFieldOrPropertyWithValue("maxPackets", 9)
					.hasFieldOrPropertyWithValue("maxBytes", 10L * 1024);
				assertThat(context.getBean(AnnotatedControllerConfigurer.class))
					.hasFieldOrPropertyWithValue("execution", HandlerExecution.WORKER);
				assertThat(urls(context)).containsOnlyKeys("/live", "/live/");
			});
	}

	@Test
	void doesNothingWhenDisabled() {
		this.runner.withPropertyValues("socketio.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SocketIOServer.class)
				.doesNotHaveBean(SocketIOHandlerMapping.class)
				.doesNotHaveBean(AnnotatedControllerConfigurer.class)
				.doesNotHaveBean(SocketIOProperties.class));
	}

	@Test
	void doesNothingWithoutAWeb() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SocketIOAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SocketIOServer.class));
	}

	@Test
	void worksWithoutJacksonAndWebServerOfBoot() {
		this.runner
			.withClassLoader(
					new FilteredClassLoader("org.springframework.boot.jackson", "org.springframework.boot.reactor"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SocketIOServer.class));
	}

	@Test
	void usesTheJsonMapperOfTheApplication() {
		this.runner.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class)).run((context) -> {
			JsonMapper jsonMapper = context.getBean(JsonMapper.class);
			assertThat(context.getBean(AnnotatedControllerConfigurer.class)).hasFieldOrPropertyWithValue("jsonMapper",
					jsonMapper);
			assertThat(context.getBean(SocketIOServerBuilder.class)).hasFieldOrPropertyWithValue("jsonMapper",
					jsonMapper);
		});
	}

	@Test
	void usesTheParserOfTheProperties() {
		this.runner.run((context) -> assertThat(parser(context)).isEqualTo("JsonPacketParser"));
		this.runner.withPropertyValues("socketio.parser=default")
			.run((context) -> assertThat(parser(context)).isEqualTo("JsonPacketParser"));
		this.runner.withPropertyValues("socketio.parser=msgpack")
			.run((context) -> assertThat(parser(context)).isEqualTo("MessagePackParser"));
	}

	@Test
	void usesTheParserOfTheApplication() {
		PacketParser parser = mock(PacketParser.class);
		this.runner.withBean(PacketParserFactory.class, () -> (mapper) -> parser)
			.run((context) -> assertThat(context.getBean(SocketIOServer.class)).extracting("codec.parser")
				.isSameAs(parser));
	}

	private static String parser(ApplicationContext context) {
		SocketIOServer server = context.getBean(SocketIOServer.class);
		return new DirectFieldAccessor(server).getPropertyValue("codec.parser").getClass().getSimpleName();
	}

	@Test
	void backsOffFromAServerOfTheApplication() {
		SocketIOServer server = new SocketIOServerBuilder().path("/own").build();
		this.runner.withBean("ownServer", SocketIOServer.class, () -> server).run((context) -> {
			assertThat(context).getBean(SocketIOServer.class).isSameAs(server);
			assertThat(urls(context)).containsOnlyKeys("/own", "/own/");
		});
	}

	@Test
	void backsOffFromABuilderOfTheApplication() {
		this.runner
			.withBean("ownBuilder", SocketIOServerBuilder.class, () -> new SocketIOServerBuilder().path("/built"))
			.run((context) -> assertThat(context.getBean(SocketIOServer.class).path()).isEqualTo("/built"));
	}

	@Test
	void backsOffFromAMappingOfTheApplication() {
		SocketIOHandlerMapping mapping = new SocketIOHandlerMapping(Map.of());
		this.runner.withBean("ownMapping", SocketIOHandlerMapping.class, () -> mapping)
			.run((context) -> assertThat(context).getBean(SocketIOHandlerMapping.class).isSameAs(mapping));
	}

	@Test
	void backsOffFromAControllerConfigurerOfTheApplication() {
		AnnotatedControllerConfigurer configurer = new AnnotatedControllerConfigurer(HandlerExecution.AUTO,
				Schedulers.immediate(), JsonMapper.shared());
		this.runner.withBean("ownConfigurer", AnnotatedControllerConfigurer.class, () -> configurer)
			.run((context) -> assertThat(context).getBean(AnnotatedControllerConfigurer.class).isSameAs(configurer));
	}

	@Test
	void backsOffFromAWorkerSchedulerOfTheApplication() {
		this.runner.withBean("socketIOWorkerScheduler", Scheduler.class, Schedulers::immediate).run((context) -> {
			assertThat(context.getBean(AnnotatedControllerConfigurer.class)).hasFieldOrPropertyWithValue("workers",
					Schedulers.immediate());
			assertThat(context.getBean(SocketIOServerBuilder.class)).hasFieldOrPropertyWithValue("workerScheduler",
					Schedulers.immediate());
		});
	}

	@Test
	void backsOffFromAWebSocketServiceFactoryOfTheApplication() {
		SocketIOWebSocketServiceFactory factory = (server) -> new HandshakeWebSocketService(
				mock(RequestUpgradeStrategy.class));
		this.runner.withBean("ownFactory", SocketIOWebSocketServiceFactory.class, () -> factory)
			.run((context) -> assertThat(context).getBean(SocketIOWebSocketServiceFactory.class).isSameAs(factory));
	}

	@Test
	void leavesTheSchedulersOfTheApplicationAlone() {
		Scheduler scheduler = Schedulers.immediate();
		this.runner.withBean("applicationScheduler", Scheduler.class, () -> scheduler).run((context) -> {
			assertThat(context.getBeanProvider(Scheduler.class).getIfAvailable()).isSameAs(scheduler);
			assertThat(context.getBean(AnnotatedControllerConfigurer.class)).hasFieldOrPropertyWithValue("workers",
					Schedulers.boundedElastic());
		});
		assertThat(Schedulers.boundedElastic().isDisposed()).isFalse();
	}

	@Test
	void customizesTheBuilderInOrderAfterTheProperties() {
		this.runner.withUserConfiguration(Customizers.class)
			.withPropertyValues("socketio.path=/property")
			.run((context) -> {
				SocketIOServer server = context.getBean(SocketIOServer.class);
				assertThat(server.path()).isEqualTo("/second");
				assertThat(server.engine().options().pingInterval()).isEqualTo(Duration.ofSeconds(11));
			});
	}

	@Test
	void mapsASecondServerBesideTheAutoConfiguredOne() {
		this.runner.withUserConfiguration(SecondServer.class)
			.withPropertyValues("socketio.ping-interval=7s")
			.run((context) -> {
				assertThat(context.getBeanNamesForType(SocketIOServer.class))
					.containsExactlyInAnyOrder("socketIOServer", "adminServer");
				assertThat(urls(context)).containsOnlyKeys("/socket.io", "/socket.io/", "/admin", "/admin/");
				SocketIOServer admin = context.getBean("adminServer", SocketIOServer.class);
				assertThat(admin.engine().options().pingInterval()).isEqualTo(Duration.ofSeconds(7));
				assertThat(context.getBeanProvider(SocketIOServer.class).getObject())
					.isSameAs(context.getBean("socketIOServer"));
			});
	}

	@Test
	void bindsEachControllerToItsServer() {
		this.runner.withUserConfiguration(SecondServer.class, MainController.class, AdminController.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean("socketIOServer", SocketIOServer.class).namespace("/main")).isNotNull();
				assertThat(context.getBean("socketIOServer", SocketIOServer.class).namespace("/admin")).isNull();
				assertThat(context.getBean("adminServer", SocketIOServer.class).namespace("/admin")).isNotNull();
				assertThat(context.getBean("adminServer", SocketIOServer.class).namespace("/main")).isNull();
			});
	}

	@Test
	void bindsControllersInALazyApplication() {
		this.runner.withUserConfiguration(MainController.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(SocketIOServer.class).namespace("/main")).isNotNull());
	}

	@Test
	void refusesTwoServersAtOnePath() {
		this.runner.withUserConfiguration(SamePath.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(DuplicatePathException.class)
				.hasMessageContaining("'socketIOServer'")
				.hasMessageContaining("'otherServer'")
				.hasMessageContaining("'/socket.io'"));
	}

	@Test
	void limitsTheFramesOfEachServerOnReactorNetty() {
		this.runner.withUserConfiguration(SecondServer.class)
			.withBean(NettyReactiveWebServerFactory.class, () -> mock(NettyReactiveWebServerFactory.class))
			.withPropertyValues("socketio.max-http-buffer-size=123456B")
			.run((context) -> {
				SocketIOWebSocketServiceFactory factory = context.getBean(SocketIOWebSocketServiceFactory.class);
				WebSocketService main = factory
					.createWebSocketService(context.getBean("socketIOServer", SocketIOServer.class));
				assertThat(frameLimit(main)).isBetween(123_456, 200_000);
				WebSocketService admin = factory
					.createWebSocketService(context.getBean("adminServer", SocketIOServer.class));
				assertThat(frameLimit(admin)).isBetween(2_000, 100_000);
			});
	}

	@Test
	void startsTheServersAfterControllersAreBound() {
		this.runner.withUserConfiguration(MainController.class)
			.withPropertyValues("socketio.strict-namespaces=true")
			.run((context) -> {
				SocketIOServer server = context.getBean(SocketIOServer.class);
				assertThat(server.of("/main")).isNotNull();
				assertThatIllegalStateException().isThrownBy(() -> server.of("/unknown"))
					.withMessageContaining("/unknown");
			});
	}

	@Test
	void stopsBeforeTheGracefulShutdownOfTheWebServer() {
		this.runner.run((context) -> {
			SocketIOLifecycle lifecycle = context.getBean(SocketIOLifecycle.class);
			assertThat(lifecycle.getPhase()).isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
			assertThat(lifecycle.isRunning()).isTrue();
			// As the web server: tests that share a context would find it closed
			assertThat(lifecycle.isPauseable()).isFalse();
		});
	}

	@Test
	void closesTheServersWithTheContext() {
		List<SocketIOServer> servers = new ArrayList<>();
		this.runner.withUserConfiguration(SecondServer.class)
			.run((context) -> servers.addAll(context.getBeansOfType(SocketIOServer.class).values()));
		assertThat(servers).hasSize(2).allSatisfy((server) -> {
			EngineIORequest request = mock(EngineIORequest.class);
			given(request.method()).willReturn("GET");
			given(request.headers()).willReturn(new HttpHeaders());
			given(request.query())
				.willReturn(MultiValueMap.fromSingleValue(Map.of("EIO", "4", "transport", "polling")));
			StepVerifier.create(server.engine().handle(request).map(EngineIOResponse::status))
				.expectNext(503)
				.verifyComplete();
		});
	}

	private static int frameLimit(WebSocketService service) {
		assertThat(service).isInstanceOf(HandshakeWebSocketService.class);
		RequestUpgradeStrategy strategy = ((HandshakeWebSocketService) service).getUpgradeStrategy();
		assertThat(strategy).isInstanceOf(ReactorNettyRequestUpgradeStrategy.class);
		return ((ReactorNettyRequestUpgradeStrategy) strategy).getWebsocketServerSpec().maxFramePayloadLength();
	}

	private static Map<String, ?> urls(ApplicationContext context) {
		return context.getBean(SocketIOHandlerMapping.class).getUrlMap();
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		SocketIOServerBuilderCustomizer second() {
			return (builder) -> builder.path("/second");
		}

		@Bean
		@Order(1)
		SocketIOServerBuilderCustomizer first() {
			return (builder) -> builder.path("/first").pingInterval(Duration.ofSeconds(11));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondServer {

		@Bean(defaultCandidate = false)
		SocketIOServer adminServer(SocketIOServerBuilder builder) {
			return builder.path("/admin").maxHttpBufferSize(2_000).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SamePath {

		@Bean(defaultCandidate = false)
		SocketIOServer otherServer() {
			return new SocketIOServerBuilder().path("/socket.io/").build();
		}

	}

	@SocketIOController
	@Namespace("/main")
	static class MainController {

		@OnEvent("event")
		void event() {
		}

	}

	@SocketIOController(server = "adminServer")
	@Namespace("/admin")
	static class AdminController {

		@OnEvent("event")
		Mono<Void> event() {
			return Mono.empty();
		}

	}

}
