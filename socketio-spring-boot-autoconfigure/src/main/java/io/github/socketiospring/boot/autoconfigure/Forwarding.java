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

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.SSLException;

import io.github.socketiospring.ServerDirectory;
import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.webflux.SocketIOHandlerMapping;
import io.github.socketiospring.webflux.forwarding.RequestForwarding;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.NetUtil;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.webflux.autoconfigure.WebFluxProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * Forwards requests between the servers of a cluster:
 * {@code socketio.cluster.forwarding}. They learn where this one is once its web server
 * listens.
 */
final class Forwarding implements SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(Forwarding.class);

	/** Some more than the owner of a session may pause reading. */
	private static final Duration POST_MARGIN = Duration.ofSeconds(5);

	private static final String ENABLED = "socketio.cluster.forwarding.enabled";

	private static final String ADDRESS = "socketio.cluster.forwarding.address";

	private final SocketIOProperties properties;

	private final Environment environment;

	/** Where others reach this one; without the port, unless it is of the property. */
	private final URI address;

	private final @Nullable SslContext ssl;

	private final Map<SocketIOServer, RequestForwarding> servers = new LinkedHashMap<>();

	private volatile boolean running;

	Forwarding(SocketIOProperties properties, Environment environment, @Nullable ServerProperties server,
			@Nullable SslBundles bundles) {
		this.properties = properties;
		this.environment = environment;
		Ssl ssl = ssl(server);
		if (ssl != null && ssl.getClientAuth() != null && ssl.getClientAuth() != Ssl.ClientAuth.NONE) {
			throw new InvalidConfigurationPropertyValueException(ENABLED, true,
					"Clients show certificates to this server, server.ssl.client-auth, which cannot be forwarded. Have the"
							+ " proxy keep clients where they are instead, or set server.ssl.client-auth=none.");
		}
		String address = properties.getCluster().getForwarding().getAddress();
		this.address = (address != null) ? parse(address) : find(server, ssl != null);
		this.ssl = "https".equals(this.address.getScheme()) ? sslContext(ssl, bundles) : null;
	}

	private @Nullable Ssl ssl(@Nullable ServerProperties server) {
		OwnServerProperties own = this.properties.getServer();
		if (own.getPort() != null && !own.getSsl().isEnabled()) {
			return null;
		}
		if (own.getPort() != null && own.getSsl().getBundle() != null) {
			return Ssl.forBundle(own.getSsl().getBundle());
		}
		return (server != null && Ssl.isEnabled(server.getSsl())) ? server.getSsl() : null;
	}

	/**
	 * Check that servers of a cluster find each other.
	 */
	static void checkCluster(@Nullable SocketIOCluster cluster) {
		if (cluster == null || cluster.directory() == null) {
			throw new InvalidConfigurationPropertyValueException(ENABLED, true,
					"Servers could not find each other. Set socketio.cluster.type to redis, redis-sharded or"
							+ " redis-streams as well.");
		}
	}

	private static URI parse(String address) {
		try {
			URI uri = URI.create(address);
			if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
					&& uri.getRawQuery() == null && (uri.getPath().isEmpty() || "/".equals(uri.getPath()))) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// Not even a URL
		}
		throw new InvalidConfigurationPropertyValueException(ADDRESS, address,
				"It must be the URL of this server without a path, for example http://10.1.2.3:8080.");
	}

	private URI find(@Nullable ServerProperties server, boolean secure) {
		if (secure) {
			throw new InvalidConfigurationPropertyValueException(ADDRESS, null,
					"It must be set where the server has a certificate, to a URL with the name that is in it, for example"
							+ " https://node-1.example.com:8443.");
		}
		InetAddress bound = this.properties.getServer().getAddress();
		if (bound == null && server != null) {
			bound = server.getAddress();
		}
		if (bound != null && bound.isLoopbackAddress()) {
			logger.warn("Only servers on this host can forward requests to this one, since it listens at the loopback"
					+ " address. Set server.address to another one, or " + ADDRESS
					+ " to the URL by which other servers reach this one.");
		}
		InetAddress host = (bound != null && !bound.isAnyLocalAddress()) ? bound : localHost();
		return URI.create("http://" + (NetUtil.isValidIpV6Address(host.getHostAddress())
				? "[" + NetUtil.toAddressString(host) + "]" : NetUtil.toAddressString(host)));
	}

	/**
	 * The address that the name of this host has, or else the only one that is no
	 * loopback.
	 */
	private static InetAddress localHost() {
		List<InetAddress> all;
		try {
			InetAddress named = InetAddress.getLocalHost();
			if (!named.isLoopbackAddress()) {
				return named;
			}
		}
		catch (UnknownHostException ex) {
			// It has no name
		}
		try {
			all = NetworkInterface.networkInterfaces()
				.flatMap(NetworkInterface::inetAddresses)
				.filter((address) -> address instanceof Inet4Address && !address.isLoopbackAddress()
						&& !address.isLinkLocalAddress())
				.toList();
		}
		catch (SocketException ex) {
			all = List.of();
		}
		if (all.size() != 1) {
			throw new InvalidConfigurationPropertyValueException(ADDRESS, null,
					"It must be set, since it cannot be found out: this host has the addresses " + all
							+ ". Set it to the URL by which other servers reach this one, for example"
							+ " http://10.1.2.3:8080.");
		}
		return all.get(0);
	}

	/**
	 * Trusts what the bundle of this server trusts, or else what Java does.
	 */
	private static SslContext sslContext(@Nullable Ssl ssl, @Nullable SslBundles bundles) {
		String bundle = (ssl != null) ? ssl.getBundle() : null;
		SslContextBuilder client = SslContextBuilder.forClient();
		if (bundle != null && bundles != null) {
			client.trustManager(bundles.getBundle(bundle).getManagers().getTrustManagerFactory());
		}
		try {
			return client.build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException("The certificates of other servers cannot be checked", ex);
		}
	}

	/**
	 * The forwarding of one server.
	 * @return null if it is alone
	 */
	@Nullable RequestForwarding of(SocketIOServer server) {
		SocketIOCluster cluster = server.cluster();
		if (cluster == null || cluster.directory() == null) {
			return null;
		}
		ClusterProperties.Forwarding options = this.properties.getCluster().getForwarding();
		return this.servers.computeIfAbsent(server, (key) -> new RequestForwarding(key, options.getConnectTimeout(),
				options.getMaxRequests(), this.properties.getInbound().getMaxPause().plus(POST_MARGIN), this.ssl));
	}

	@Override
	public void start() {
		this.running = true;
		String base = base();
		if (base != null) {
			this.servers.keySet().forEach((server) -> register(server, base));
		}
	}

	/**
	 * Where the endpoints are.
	 * @return null without a web server, as in tests
	 */
	private @Nullable String base() {
		String own = this.environment.getProperty("local.socketio.port");
		String port = (own != null) ? own : this.environment.getProperty("local.server.port");
		String basePath = (own == null)
				? Binder.get(this.environment).bindOrCreate("spring.webflux", WebFluxProperties.class).getBasePath()
				: null;
		String path = Objects.requireNonNullElse(basePath, "");
		if (this.properties.getCluster().getForwarding().getAddress() != null) {
			return this.address.getScheme() + "://" + this.address.getRawAuthority() + path;
		}
		return (port != null) ? this.address + ":" + port + path : null;
	}

	private static void register(SocketIOServer server, String base) {
		ServerDirectory directory = Objects.requireNonNull(Objects.requireNonNull(server.cluster()).directory());
		// The thread that starts the context, which is to fail if others cannot find this
		// server
		directory.register(base + SocketIOHandlerMapping.basePath(server.path()) + "/").block();
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		Flux.fromIterable(this.servers.values())
			.flatMap(RequestForwarding::closeWebSockets)
			.doFinally((signal) -> callback.run())
			.subscribe();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return SocketIOLifecycle.PHASE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public void destroy() {
		Flux.fromIterable(this.servers.values()).flatMap(RequestForwarding::close).subscribe();
	}

}
