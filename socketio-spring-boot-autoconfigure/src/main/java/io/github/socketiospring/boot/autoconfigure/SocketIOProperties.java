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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.HandlerExecution;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for the Socket.IO server. The defaults are those of the
 * reference server.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/">Socket.IO: server options</a>
 */
@ConfigurationProperties("socketio")
public class SocketIOProperties {

	/**
	 * Whether to serve Socket.IO.
	 */
	private boolean enabled = true;

	/**
	 * Path of the endpoint, below the base path of the application.
	 */
	private String path = "/socket.io";

	/**
	 * Whether to serve the files of the official JavaScript client below the path, such
	 * as /socket.io/socket.io.js.
	 */
	private boolean serveClient = true;

	/**
	 * Time from the pong of a client to the next ping. A bare number is milliseconds.
	 */
	private Duration pingInterval = Duration.ofSeconds(25);

	/**
	 * Time that a client has to answer a ping. A bare number is milliseconds.
	 */
	private Duration pingTimeout = Duration.ofSeconds(20);

	/**
	 * Time that the upgrade of a client from polling to WebSocket may take. A bare number
	 * is milliseconds.
	 */
	private Duration upgradeTimeout = Duration.ofSeconds(10);

	/**
	 * Time that a client may stay without a namespace before it is disconnected. A bare
	 * number is milliseconds.
	 */
	private Duration connectTimeout = Duration.ofSeconds(45);

	/**
	 * Maximum size of one message, or of the body of one POST request, of a client.
	 */
	private DataSize maxHttpBufferSize = DataSize.ofBytes(1_000_000);

	/**
	 * Comma-separated list of transports that clients may use.
	 */
	private List<Transport> transports = new ArrayList<>(List.of(Transport.values()));

	/**
	 * Whether clients may move from polling to WebSocket.
	 */
	private boolean allowUpgrades = true;

	/**
	 * Whether clients of Socket.IO 2, which speak version 3 of the Engine.IO protocol,
	 * are served as well.
	 */
	private boolean allowEio3;

	/**
	 * Maximum number of binary attachments of one packet of a client.
	 */
	private int maxAttachments = 10;

	/**
	 * How packets are laid out. Clients must use the same parser. A PacketParserFactory
	 * bean takes the place of both.
	 */
	private Parser parser = Parser.DEFAULT;

	/**
	 * Whether using a namespace that was not declared during start-up is an error instead
	 * of a warning.
	 */
	private boolean strictNamespaces;

	/**
	 * Whether dynamic namespaces are removed when their last socket has left.
	 */
	private boolean cleanupEmptyChildNamespaces = true;

	/**
	 * Number of dynamic namespaces from which on clients cannot create more.
	 */
	private int maxChildNamespaces = 10_000;

	@NestedConfigurationProperty
	private final OwnServerProperties server = new OwnServerProperties();

	@NestedConfigurationProperty
	private final LimitProperties limits = new LimitProperties();

	@NestedConfigurationProperty
	private final RateLimitProperties rateLimit = new RateLimitProperties();

	@NestedConfigurationProperty
	private final SecurityProperties security = new SecurityProperties();

	private final Cors cors = new Cors();

	private final Handler handler = new Handler();

	@NestedConfigurationProperty
	private final ConnectionStateRecoveryProperties connectionStateRecovery = new ConnectionStateRecoveryProperties();

	@NestedConfigurationProperty
	private final ClusterProperties cluster = new ClusterProperties();

	@NestedConfigurationProperty
	private final OutboundProperties outbound = new OutboundProperties();

	@NestedConfigurationProperty
	private final ShutdownProperties shutdown = new ShutdownProperties();

	@NestedConfigurationProperty
	private final CookieProperties cookie = new CookieProperties();

	@NestedConfigurationProperty
	private final HttpCompressionProperties httpCompression = new HttpCompressionProperties();

	@NestedConfigurationProperty
	private final PerMessageDeflateProperties perMessageDeflate = new PerMessageDeflateProperties();

	@NestedConfigurationProperty
	private final InboundProperties inbound = new InboundProperties();

	@NestedConfigurationProperty
	private final MetricsProperties metrics = new MetricsProperties();

	@NestedConfigurationProperty
	private final ObservationProperties observation = new ObservationProperties();

	/**
	 * Begin with the defaults.
	 */
	public SocketIOProperties() {
	}

	/**
	 * Get what joins this server with others to one.
	 * @return the properties of the cluster
	 */
	public ClusterProperties getCluster() {
		return this.cluster;
	}

	/**
	 * Whether Socket.IO is served.
	 * @return whether Socket.IO is served
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether Socket.IO is served, true by default.
	 * @param enabled whether Socket.IO is served
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * The path of the endpoint.
	 * @return the path
	 */
	public String getPath() {
		return this.path;
	}

	/**
	 * Set the path of the endpoint, {@code /socket.io} by default.
	 * @param path the path
	 */
	public void setPath(String path) {
		this.path = path;
	}

	/**
	 * Whether the files of the JavaScript client are served.
	 * @return whether the files are served
	 */
	public boolean isServeClient() {
		return this.serveClient;
	}

	/**
	 * Set whether the files of the JavaScript client are served, true by default. They
	 * come with the module {@code socketio-spring-client-js}, which the starter brings.
	 * @param serveClient whether the files are served
	 */
	public void setServeClient(boolean serveClient) {
		this.serveClient = serveClient;
	}

	/**
	 * The time from a pong to the next ping.
	 * @return the time
	 */
	public Duration getPingInterval() {
		return this.pingInterval;
	}

	/**
	 * Set the time from a pong to the next ping, 25 seconds by default.
	 * @param pingInterval the time
	 */
	public void setPingInterval(Duration pingInterval) {
		this.pingInterval = pingInterval;
	}

	/**
	 * The time that a client has to answer a ping.
	 * @return the time
	 */
	public Duration getPingTimeout() {
		return this.pingTimeout;
	}

	/**
	 * Set the time that a client has to answer a ping, 20 seconds by default.
	 * @param pingTimeout the time
	 */
	public void setPingTimeout(Duration pingTimeout) {
		this.pingTimeout = pingTimeout;
	}

	/**
	 * The time that an upgrade may take.
	 * @return the time
	 */
	public Duration getUpgradeTimeout() {
		return this.upgradeTimeout;
	}

	/**
	 * Set the time that an upgrade may take, 10 seconds by default.
	 * @param upgradeTimeout the time
	 */
	public void setUpgradeTimeout(Duration upgradeTimeout) {
		this.upgradeTimeout = upgradeTimeout;
	}

	/**
	 * The time that a client may stay without a namespace.
	 * @return the time
	 */
	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	/**
	 * Set the time that a client may stay without a namespace, 45 seconds by default.
	 * @param connectTimeout the time
	 */
	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	/**
	 * The maximum size of a message.
	 * @return the size
	 */
	public DataSize getMaxHttpBufferSize() {
		return this.maxHttpBufferSize;
	}

	/**
	 * Set the maximum size of a message, 1,000,000 bytes by default.
	 * @param maxHttpBufferSize the size, less than 2 GB
	 */
	public void setMaxHttpBufferSize(DataSize maxHttpBufferSize) {
		this.maxHttpBufferSize = maxHttpBufferSize;
	}

	/**
	 * The transports that clients may use.
	 * @return the transports
	 */
	public List<Transport> getTransports() {
		return this.transports;
	}

	/**
	 * Set the transports that clients may use, all by default.
	 * @param transports the transports
	 */
	public void setTransports(List<Transport> transports) {
		this.transports = transports;
	}

	/**
	 * Whether clients may move from polling to WebSocket.
	 * @return whether upgrades are allowed
	 */
	public boolean isAllowUpgrades() {
		return this.allowUpgrades;
	}

	/**
	 * Set whether clients may move from polling to WebSocket, true by default.
	 * @param allowUpgrades whether upgrades are allowed
	 */
	public void setAllowUpgrades(boolean allowUpgrades) {
		this.allowUpgrades = allowUpgrades;
	}

	/**
	 * Whether clients of Socket.IO 2 are served.
	 * @return whether version 3 of the Engine.IO protocol is allowed
	 */
	public boolean isAllowEio3() {
		return this.allowEio3;
	}

	/**
	 * Set whether clients of Socket.IO 2 are served, false by default.
	 * @param allowEio3 whether version 3 of the Engine.IO protocol is allowed
	 */
	public void setAllowEio3(boolean allowEio3) {
		this.allowEio3 = allowEio3;
	}

	/**
	 * The maximum number of attachments of a packet.
	 * @return the number
	 */
	public int getMaxAttachments() {
		return this.maxAttachments;
	}

	/**
	 * Set the maximum number of attachments of a packet, 10 by default.
	 * @param maxAttachments the number
	 */
	public void setMaxAttachments(int maxAttachments) {
		this.maxAttachments = maxAttachments;
	}

	/**
	 * How packets are laid out.
	 * @return the parser
	 */
	public Parser getParser() {
		return this.parser;
	}

	/**
	 * Set how packets are laid out, {@link Parser#DEFAULT} by default. A
	 * {@link io.github.socketiospring.protocol.PacketParserFactory} bean takes the place
	 * of both.
	 * @param parser the parser
	 */
	public void setParser(Parser parser) {
		this.parser = parser;
	}

	/**
	 * Whether using a namespace that was not declared is an error.
	 * @return whether namespaces are strict
	 */
	public boolean isStrictNamespaces() {
		return this.strictNamespaces;
	}

	/**
	 * Set whether using a namespace that was not declared is an error, false by default.
	 * @param strictNamespaces whether namespaces are strict
	 */
	public void setStrictNamespaces(boolean strictNamespaces) {
		this.strictNamespaces = strictNamespaces;
	}

	/**
	 * Whether dynamic namespaces are removed when their last socket has left.
	 * @return whether they are removed
	 */
	public boolean isCleanupEmptyChildNamespaces() {
		return this.cleanupEmptyChildNamespaces;
	}

	/**
	 * Set whether dynamic namespaces are removed when their last socket has left, true by
	 * default.
	 * @param cleanupEmptyChildNamespaces whether they are removed
	 */
	public void setCleanupEmptyChildNamespaces(boolean cleanupEmptyChildNamespaces) {
		this.cleanupEmptyChildNamespaces = cleanupEmptyChildNamespaces;
	}

	/**
	 * The number of dynamic namespaces from which on clients cannot create more.
	 * @return the number
	 */
	public int getMaxChildNamespaces() {
		return this.maxChildNamespaces;
	}

	/**
	 * Set the number of dynamic namespaces from which on clients cannot create more,
	 * 10,000 by default.
	 * @param maxChildNamespaces the number, positive
	 */
	public void setMaxChildNamespaces(int maxChildNamespaces) {
		this.maxChildNamespaces = maxChildNamespaces;
	}

	/**
	 * The web server of its own that the endpoint has in an application which is not
	 * reactive.
	 * @return the settings
	 */
	public OwnServerProperties getServer() {
		return this.server;
	}

	/**
	 * How many connections there may be, and how many namespaces one may be in.
	 * @return the limits, to be changed
	 */
	public LimitProperties getLimits() {
		return this.limits;
	}

	/**
	 * How fast the events of one socket may come.
	 * @return the limit, to be changed
	 */
	public RateLimitProperties getRateLimit() {
		return this.rateLimit;
	}

	/**
	 * Spring Security for sockets.
	 * @return the properties
	 */
	public SecurityProperties getSecurity() {
		return this.security;
	}

	/**
	 * How packets are laid out.
	 */
	public enum Parser {

		/** JSON with binary attachments. */
		DEFAULT,

		/** MessagePack, compatible with {@code socket.io-msgpack-parser}. */
		MSGPACK

	}

	/**
	 * What pages of other origins may do.
	 * @return the cross-origin properties
	 */
	public Cors getCors() {
		return this.cors;
	}

	/**
	 * How handler methods run.
	 * @return the properties of handlers
	 */
	public Handler getHandler() {
		return this.handler;
	}

	/**
	 * How clients are recovered that lost their connection.
	 * @return the properties of connection state recovery
	 */
	public ConnectionStateRecoveryProperties getConnectionStateRecovery() {
		return this.connectionStateRecovery;
	}

	/**
	 * How much may wait for a client.
	 * @return the properties of what waits
	 */
	public OutboundProperties getOutbound() {
		return this.outbound;
	}

	/**
	 * How connections end when the application stops.
	 * @return the properties
	 */
	public ShutdownProperties getShutdown() {
		return this.shutdown;
	}

	/**
	 * The cookie that clients which begin with polling get.
	 * @return the properties of the cookie
	 */
	public CookieProperties getCookie() {
		return this.cookie;
	}

	/**
	 * The compression of what polling clients get.
	 * @return the properties of HTTP compression
	 */
	public HttpCompressionProperties getHttpCompression() {
		return this.httpCompression;
	}

	/**
	 * The compression of WebSocket messages.
	 * @return the properties of the compression
	 */
	public PerMessageDeflateProperties getPerMessageDeflate() {
		return this.perMessageDeflate;
	}

	/**
	 * What a client may have the server hold for it.
	 * @return the properties of what comes in
	 */
	public InboundProperties getInbound() {
		return this.inbound;
	}

	/**
	 * Whether there are meters.
	 * @return properties to change
	 */
	public MetricsProperties getMetrics() {
		return this.metrics;
	}

	/**
	 * What is observed.
	 * @return properties to change
	 */
	public ObservationProperties getObservation() {
		return this.observation;
	}

	/**
	 * A way to carry packets.
	 */
	public enum Transport {

		/** HTTP long-polling. */
		POLLING,

		/** WebSocket. */
		WEBSOCKET

	}

	/**
	 * What pages of other origins may do. Nothing, as long as no origin is allowed, here
	 * or by a {@code WebFluxConfigurer}.
	 */
	public static class Cors {

		/**
		 * Comma-separated list of origins that may connect, such as
		 * 'https://example.com'. '*' allows all origins, without credentials.
		 */
		private List<String> allowedOrigins = new ArrayList<>();

		/**
		 * Comma-separated list of patterns of origins that may connect, such as
		 * 'https://*.example.com'. With Spring Security, patterns that fit every origin
		 * cannot be used with credentials.
		 */
		private List<String> allowedOriginPatterns = new ArrayList<>();

		/**
		 * Comma-separated list of HTTP methods that the allowed origins may use. '*'
		 * allows all methods.
		 */
		private List<String> methods = new ArrayList<>(List.of("GET", "HEAD", "POST", "OPTIONS"));

		/**
		 * Comma-separated list of headers that the allowed origins may send. '*' allows
		 * all headers.
		 */
		private List<String> headers = new ArrayList<>(List.of("*"));

		/**
		 * Comma-separated list of response headers that pages may read.
		 */
		private List<String> exposedHeaders = new ArrayList<>();

		/**
		 * Whether pages of the allowed origins may use cookies and other credentials.
		 * When not set, they may not, unless a WebFluxConfigurer allows it: WebSockets
		 * with the credentials of a user are refused.
		 */
		private @Nullable Boolean allowCredentials;

		/**
		 * Time that browsers may remember the answer to a preflight request. A bare
		 * number is seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration maxAge = Duration.ofMinutes(30);

		/**
		 * Begin with the defaults.
		 */
		public Cors() {
		}

		/**
		 * The origins that may connect.
		 * @return the origins
		 */
		public List<String> getAllowedOrigins() {
			return this.allowedOrigins;
		}

		/**
		 * Set the origins that may connect, none by default.
		 * @param allowedOrigins the origins
		 */
		public void setAllowedOrigins(List<String> allowedOrigins) {
			this.allowedOrigins = allowedOrigins;
		}

		/**
		 * The patterns of origins that may connect.
		 * @return the patterns
		 */
		public List<String> getAllowedOriginPatterns() {
			return this.allowedOriginPatterns;
		}

		/**
		 * Set the patterns of origins that may connect, none by default.
		 * @param allowedOriginPatterns the patterns
		 */
		public void setAllowedOriginPatterns(List<String> allowedOriginPatterns) {
			this.allowedOriginPatterns = allowedOriginPatterns;
		}

		/**
		 * The methods that may be used.
		 * @return the methods
		 */
		public List<String> getMethods() {
			return this.methods;
		}

		/**
		 * Set the methods that may be used, by default those of the protocol.
		 * @param methods the methods
		 */
		public void setMethods(List<String> methods) {
			this.methods = methods;
		}

		/**
		 * The headers that may be sent.
		 * @return the headers
		 */
		public List<String> getHeaders() {
			return this.headers;
		}

		/**
		 * Set the headers that may be sent, all by default.
		 * @param headers the headers
		 */
		public void setHeaders(List<String> headers) {
			this.headers = headers;
		}

		/**
		 * The response headers that pages may read.
		 * @return the headers
		 */
		public List<String> getExposedHeaders() {
			return this.exposedHeaders;
		}

		/**
		 * Set the response headers that pages may read, none by default.
		 * @param exposedHeaders the headers
		 */
		public void setExposedHeaders(List<String> exposedHeaders) {
			this.exposedHeaders = exposedHeaders;
		}

		/**
		 * Whether pages of the allowed origins may use credentials.
		 * @return whether they may, or null if it is not set
		 */
		public @Nullable Boolean getAllowCredentials() {
			return this.allowCredentials;
		}

		/**
		 * Set whether pages of the allowed origins may use credentials, not set by
		 * default.
		 * @param allowCredentials whether they may
		 */
		public void setAllowCredentials(@Nullable Boolean allowCredentials) {
			this.allowCredentials = allowCredentials;
		}

		/**
		 * The time that browsers may remember the answer to a preflight request.
		 * @return the time
		 */
		public Duration getMaxAge() {
			return this.maxAge;
		}

		/**
		 * Set the time that browsers may remember the answer to a preflight request, 30
		 * minutes by default.
		 * @param maxAge the time
		 */
		public void setMaxAge(Duration maxAge) {
			this.maxAge = maxAge;
		}

	}

	/**
	 * How handler methods run.
	 */
	public static class Handler {

		/**
		 * Where handler methods run: by what they return, all on the event loop, or all
		 * on workers.
		 */
		private HandlerExecution execution = HandlerExecution.AUTO;

		/**
		 * Whether a client that asked for an acknowledgement is told when the handler
		 * fails.
		 */
		private boolean errorAck = true;

		/**
		 * Whether a client whose arguments violate constraints is told which, by a
		 * problem detail (RFC 9457).
		 */
		private boolean problemDetails = true;

		/**
		 * Whether handlers find the socket, the namespace and the event in the MDC of
		 * their logs.
		 */
		private boolean mdc = true;

		/**
		 * Time after which a handler that still runs is cancelled. A bare number is
		 * milliseconds. When not set, there is no limit.
		 */
		private @Nullable Duration timeout;

		/**
		 * Begin with the defaults.
		 */
		public Handler() {
		}

		/**
		 * Where handler methods run.
		 * @return where they run
		 */
		public HandlerExecution getExecution() {
			return this.execution;
		}

		/**
		 * Set where handler methods run, by default as their return type suggests.
		 * @param execution where they run
		 */
		public void setExecution(HandlerExecution execution) {
			this.execution = execution;
		}

		/**
		 * Whether clients are told when a handler fails.
		 * @return whether they are told
		 */
		public boolean isErrorAck() {
			return this.errorAck;
		}

		/**
		 * Set whether clients that asked for an acknowledgement are told when a handler
		 * fails, true by default.
		 * @param errorAck whether they are told
		 */
		public void setErrorAck(boolean errorAck) {
			this.errorAck = errorAck;
		}

		/**
		 * Whether clients are told which constraints their arguments violate.
		 * @return whether they are told
		 */
		public boolean isProblemDetails() {
			return this.problemDetails;
		}

		/**
		 * Set whether a client whose arguments violate constraints is told which, true by
		 * default.
		 * @param problemDetails whether it is told
		 */
		public void setProblemDetails(boolean problemDetails) {
			this.problemDetails = problemDetails;
		}

		/**
		 * Whether handlers find the socket, the namespace and the event in the MDC.
		 * @return whether they find them
		 */
		public boolean isMdc() {
			return this.mdc;
		}

		/**
		 * Set whether handlers find the socket, the namespace and the event in the MDC of
		 * their logs, true by default.
		 * @param mdc whether they find them
		 */
		public void setMdc(boolean mdc) {
			this.mdc = mdc;
		}

		/**
		 * The time that a handler may run.
		 * @return the time, or null if there is no limit
		 */
		public @Nullable Duration getTimeout() {
			return this.timeout;
		}

		/**
		 * Set the time that a handler may run, without a limit by default.
		 * @param timeout the time
		 */
		public void setTimeout(@Nullable Duration timeout) {
			this.timeout = timeout;
		}

	}

}
