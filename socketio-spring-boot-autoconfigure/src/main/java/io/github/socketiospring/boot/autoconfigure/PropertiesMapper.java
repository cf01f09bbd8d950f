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
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties.Cors;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties.Handler;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties.Parser;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties.Transport;
import io.github.socketiospring.engineio.EngineIOOptions;
import io.github.socketiospring.engineio.PerMessageDeflate;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.github.socketiospring.protocol.msgpack.MessagePackParser;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.github.socketiospring.webflux.SocketIOHandlerMapping;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.Cookie.SameSite;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseCookie.ResponseCookieBuilder;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Applies {@link SocketIOProperties}. What cannot work is an
 * {@link InvalidConfigurationPropertyValueException}, which Boot explains with the place
 * where the property was set.
 */
class PropertiesMapper {

	private final SocketIOProperties properties;

	PropertiesMapper(SocketIOProperties properties) {
		this.properties = properties;
	}

	/**
	 * Apply what concerns the server.
	 * @param parser the parser of the application, if it has one
	 */
	void applyTo(SocketIOServerBuilder builder, @Nullable PacketParserFactory parser) {
		SocketIOProperties properties = this.properties;
		apply("path", properties.getPath(), (path) -> builder.path(SocketIOHandlerMapping.basePath(path)));
		applyTime("ping-interval", properties.getPingInterval(), builder::pingInterval);
		applyTime("ping-timeout", properties.getPingTimeout(), builder::pingTimeout);
		applyTime("upgrade-timeout", properties.getUpgradeTimeout(), builder::upgradeTimeout);
		applyTime("connect-timeout", properties.getConnectTimeout(), builder::connectTimeout);
		apply("max-http-buffer-size", properties.getMaxHttpBufferSize(),
				(size) -> builder.maxHttpBufferSize(toBytes(size)));
		apply("transports", properties.getTransports(), (transports) -> builder.transports(toNames(transports)));
		builder.allowUpgrades(properties.isAllowUpgrades());
		builder.allowEIO3(properties.isAllowEio3());
		apply("max-attachments", properties.getMaxAttachments(), (number) -> {
			check(number >= 0, "It must not be negative");
			builder.maxAttachments(number);
		});
		apply("parser", properties.getParser(), (name) -> builder.parser(parser(name, parser)));
		builder.strictNamespaces(properties.isStrictNamespaces());
		builder.cleanupEmptyChildNamespaces(properties.isCleanupEmptyChildNamespaces());
		applyCount("max-child-namespaces", properties.getMaxChildNamespaces(), builder::maxChildNamespaces);
		applyTo(builder, properties.getLimits());
		applyTo(builder, properties.getRateLimit());
		Handler handler = properties.getHandler();
		builder.handlerExecution(handler.getExecution());
		builder.errorAck(handler.isErrorAck());
		builder.problemDetails(handler.isProblemDetails());
		if (handler.getTimeout() != null) {
			applyTime("handler.timeout", handler.getTimeout(), builder::handlerTimeout);
		}
		applyTo(builder, properties.getInbound());
		applyTo(builder, properties.getConnectionStateRecovery());
		check(properties.getCluster());
		applyTo(builder, properties.getOutbound());
		apply("shutdown.window", properties.getShutdown().getWindow(), builder::shutdownWindow);
		apply("shutdown.retry-after", properties.getShutdown().getRetryAfter(), builder::shutdownRetryAfter);
		applyTo(builder, properties.getCookie());
		HttpCompressionProperties httpCompression = properties.getHttpCompression();
		builder.httpCompression(httpCompression.isEnabled());
		apply("http-compression.threshold", httpCompression.getThreshold(),
				(threshold) -> builder.httpCompressionThreshold(toThreshold(threshold)));
		PerMessageDeflateProperties deflate = properties.getPerMessageDeflate();
		apply("per-message-deflate.threshold", deflate.getThreshold(),
				(threshold) -> builder
					.perMessageDeflate(deflate.isEnabled() ? new PerMessageDeflate(toThreshold(threshold),
							deflate.isServerNoContextTakeover(), deflate.isClientNoContextTakeover()) : null));
	}

	private static void applyTo(SocketIOServerBuilder builder, LimitProperties properties) {
		applyCount("limits.pending-connections", properties.getPendingConnections(), builder::maxPendingConnections);
		applyCount("limits.namespaces-per-connection", properties.getNamespacesPerConnection(),
				builder::maxNamespacesPerConnection);
		if (properties.getConnectionsPerAddress() != null) {
			applyCount("limits.connections-per-address", properties.getConnectionsPerAddress(),
					builder::maxConnectionsPerAddress);
		}
		if (properties.getConnectionsPerPrincipal() != null) {
			applyCount("limits.connections-per-principal", properties.getConnectionsPerPrincipal(),
					builder::maxConnectionsPerPrincipal);
		}
	}

	private static void applyTo(SocketIOServerBuilder builder, RateLimitProperties properties) {
		Double eventsPerSecond = properties.getEventsPerSecond();
		Integer burst = properties.getBurst();
		if (burst != null) {
			applyCount("rate-limit.burst", burst, (value) -> check(eventsPerSecond != null,
					"It has no effect without socketio.rate-limit.events-per-second. Set that as well"));
		}
		if (eventsPerSecond != null) {
			apply("rate-limit.events-per-second", eventsPerSecond, (value) -> {
				check(value > 0 && Double.isFinite(value), "It must be positive");
				builder.rateLimit((burst != null) ? new EventRateLimit(value, burst, properties.getPolicy())
						: EventRateLimit.of(value, properties.getPolicy()));
			});
		}
	}

	private static void applyTo(SocketIOServerBuilder builder, CookieProperties properties) {
		if (!properties.isEnabled()) {
			return;
		}
		apply("cookie.name", properties.getName(), (name) -> ResponseCookie.from(name).build());
		apply("cookie.path", properties.getPath(), (path) -> ResponseCookie.from("io").path(path).build());
		if (properties.getDomain() != null) {
			apply("cookie.domain", properties.getDomain(),
					(domain) -> ResponseCookie.from("io").domain(domain).build());
		}
		apply("cookie.same-site", properties.getSameSite(),
				(sameSite) -> check(sameSite != SameSite.NONE || properties.isSecure(),
						"Browsers take such a cookie only if it is secure as well. Set socketio.cookie.secure=true"));
		ResponseCookieBuilder cookie = ResponseCookie.from(properties.getName())
			.path(StringUtils.hasText(properties.getPath()) ? properties.getPath() : null)
			.domain(properties.getDomain())
			.httpOnly(properties.isHttpOnly())
			.secure(properties.isSecure())
			.sameSite(properties.getSameSite().attributeValue());
		Duration maxAge = properties.getMaxAge();
		if (maxAge != null) {
			apply("cookie.max-age", maxAge, (value) -> check(!value.isNegative(), "It must not be negative"));
			cookie.maxAge(maxAge);
		}
		builder.cookie(cookie.build());
	}

	private static void applyTo(SocketIOServerBuilder builder, InboundProperties properties) {
		applyCount("inbound.max-events-in-flight", properties.getMaxEventsInFlight(), builder::maxEventsInFlight);
		applyCount("inbound.max-queued-events", properties.getMaxQueuedEvents(), builder::maxQueuedEvents);
		apply("inbound.max-bytes", properties.getMaxBytes(), (size) -> {
			check(size.toBytes() > 0, "It must be positive, for example 16MB");
			builder.maxInboundBytes(size.toBytes());
		});
		applyTime("inbound.max-pause", properties.getMaxPause(), builder::maxInboundPause);
	}

	private static void applyTo(SocketIOServerBuilder builder, ConnectionStateRecoveryProperties properties) {
		builder.connectionStateRecovery(properties.isEnabled());
		applyTime("connection-state-recovery.max-disconnection-duration", properties.getMaxDisconnectionDuration(),
				builder::maxDisconnectionDuration);
		builder.skipMiddlewares(properties.isSkipMiddlewares());
		applyCount("connection-state-recovery.max-packets", properties.getMaxPackets(), builder::recoveryMaxPackets);
		apply("connection-state-recovery.max-size", properties.getMaxSize(), (size) -> {
			check(size.toBytes() > 0, "It must be positive, for example 32MB");
			builder.recoveryMaxBytes(size.toBytes());
		});
	}

	/**
	 * Check what is applied elsewhere.
	 */
	private static void check(ClusterProperties properties) {
		Duration interval = properties.getHeartbeatInterval();
		applyTime("cluster.requests-timeout", properties.getRequestsTimeout(), (time) -> {
		});
		applyTime("cluster.heartbeat-interval", interval, (time) -> {
		});
		applyTime("cluster.heartbeat-timeout", properties.getHeartbeatTimeout(),
				(time) -> check(time.compareTo(interval) > 0,
						"It must be longer than socketio.cluster.heartbeat-interval"));
		apply("cluster.max-pending-bytes", properties.getMaxPendingBytes(),
				(size) -> check(size.toBytes() > 0, "It must be positive, for example 16MB"));
		apply("cluster.max-message-bytes", properties.getMaxMessageBytes(), PropertiesMapper::toBytes);
		applyTime("cluster.forwarding.connect-timeout", properties.getForwarding().getConnectTimeout(), (time) -> {
		});
		applyCount("cluster.forwarding.max-requests", properties.getForwarding().getMaxRequests(), (count) -> {
		});
		ClusterProperties.RedisStreams streams = properties.getRedisStreams();
		applyCount("cluster.redis-streams.stream-count", streams.getStreamCount(), (count) -> {
		});
		applyCount("cluster.redis-streams.max-len", streams.getMaxLen(), (count) -> {
		});
		applyCount("cluster.redis-streams.read-count", streams.getReadCount(), (count) -> {
		});
		applyTime("cluster.redis-streams.block-time", streams.getBlockTime(), (time) -> {
		});
	}

	private static void applyTo(SocketIOServerBuilder builder, OutboundProperties properties) {
		apply("outbound.max-bytes", properties.getMaxBytes(), (size) -> builder.outboundMaxBytes(size.toBytes()));
		apply("outbound.max-packets", properties.getMaxPackets(), builder::outboundMaxPackets);
		builder.outboundOverflowPolicy(properties.getOverflowPolicy());
	}

	private static PacketParserFactory parser(Parser name, @Nullable PacketParserFactory parser) {
		if (parser == null) {
			return (name == Parser.MSGPACK) ? MessagePackParser::new : PacketParserFactory.json();
		}
		check(name == Parser.DEFAULT,
				"There is a PacketParserFactory bean as well, which takes its place. Remove one of them");
		return parser;
	}

	/**
	 * Check that Spring gives the server the time that it needs to close.
	 */
	static void checkShutdownWindow(EngineIOOptions options, Duration phase) {
		apply("shutdown.window", options.shutdown().window(),
				(window) -> check(window.compareTo(phase) < 0,
						"It must be shorter than" + " spring.lifecycle.timeout-per-shutdown-phase, which is "
								+ DurationStyle.SIMPLE.print(phase)));
	}

	CorsConfiguration corsConfiguration() {
		Cors properties = this.properties.getCors();
		CorsConfiguration cors = new CorsConfiguration();
		cors.setAllowCredentials(properties.getAllowCredentials());
		if (!properties.getExposedHeaders().isEmpty()) {
			cors.setExposedHeaders(properties.getExposedHeaders());
		}
		List<String> origins = properties.getAllowedOrigins();
		List<String> patterns = properties.getAllowedOriginPatterns();
		if (origins.isEmpty() && patterns.isEmpty()) {
			return cors;
		}
		apply("cors.allowed-origins", origins, (values) -> {
			values.forEach(PropertiesMapper::checkOrigin);
			cors.setAllowedOrigins(values.isEmpty() ? null : values);
			check(!values.contains(CorsConfiguration.ALL) || !Boolean.TRUE.equals(properties.getAllowCredentials()),
					"'*' cannot be used with socketio.cors.allow-credentials=true. Name the origins, or use"
							+ " socketio.cors.allowed-origin-patterns");
		});
		cors.setAllowedOriginPatterns(patterns.isEmpty() ? null : patterns);
		cors.setAllowedMethods(properties.getMethods());
		cors.setAllowedHeaders(properties.getHeaders());
		apply("cors.max-age", properties.getMaxAge(), (maxAge) -> {
			check(!maxAge.isNegative(), "It must not be negative");
			cors.setMaxAge(maxAge);
		});
		return cors;
	}

	private static void checkOrigin(String origin) {
		check(CorsConfiguration.ALL.equals(origin) || "null".equals(origin) || origin.contains("://"), "'" + origin
				+ "' is no origin. An origin has a scheme and a host, and a port if it is not the default: https://example.com");
	}

	private static int toBytes(DataSize size) {
		check(size.toBytes() > 0 && size.toBytes() <= Integer.MAX_VALUE,
				"It must be positive and less than 2 GB, for example 1MB");
		return (int) size.toBytes();
	}

	private static int toThreshold(DataSize size) {
		check(size.toBytes() >= 0 && size.toBytes() <= Integer.MAX_VALUE,
				"It must not be negative and be less than 2 GB, for example 1KB");
		return (int) size.toBytes();
	}

	private static String[] toNames(List<Transport> transports) {
		check(!transports.isEmpty(), "At least one transport is needed: polling, websocket, or both");
		return transports.stream()
			.distinct()
			.map((transport) -> transport.name().toLowerCase(Locale.ROOT))
			.toArray(String[]::new);
	}

	private static void applyTime(String name, Duration time, Consumer<Duration> target) {
		apply(name, time, (value) -> {
			check(value.toMillis() > 0, "It must be at least one millisecond, for example 25s");
			target.accept(value);
		});
	}

	private static void applyCount(String name, int count, Consumer<Integer> target) {
		apply(name, count, (value) -> {
			check(value > 0, "It must be positive");
			target.accept(value);
		});
	}

	private static <T> void apply(String name, T value, Consumer<T> target) {
		try {
			target.accept(value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("socketio." + name, value, reason(ex), ex);
		}
	}

	private static String reason(IllegalArgumentException ex) {
		String message = (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
		return message.endsWith(".") ? message : message + ".";
	}

	private static void check(boolean valid, String reason) {
		if (!valid) {
			throw new IllegalArgumentException(reason);
		}
	}

}
