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

package io.github.socketiospring.boot.autoconfigure.actuate;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.socketiospring.BroadcastOperator;
import io.github.socketiospring.Handshake;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.util.StringUtils;

/**
 * {@link Endpoint} that tells the namespaces, rooms and sockets of Socket.IO servers, and
 * disconnects sockets or has them join and leave rooms. What it tells is of this instance
 * of the application; what it does is done on all servers of a cluster.
 */
@Endpoint(id = "socketio")
@RegisterReflectionForBinding({ SocketIOEndpoint.ServersDescription.class,
		SocketIOEndpoint.NamespaceDescription.class })
public class SocketIOEndpoint {

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 1000;

	private final List<SocketIOServer> servers;

	/**
	 * Create the endpoint.
	 * @param servers the servers
	 */
	public SocketIOEndpoint(Collection<SocketIOServer> servers) {
		this.servers = servers.stream().sorted(Comparator.comparing(SocketIOServer::path)).toList();
	}

	/**
	 * Tell the servers and their namespaces or, of one namespace, rooms and sockets.
	 * @param namespace the namespace; null for all
	 * @param room only the sockets of that room; null for all
	 * @param path the path of the server; null if there is one alone
	 * @param limit how many namespaces, rooms and sockets to list at most, from 1 to
	 * 1,000; 100 if it is null
	 * @return the description; null if there is no such namespace
	 */
	@ReadOperation
	public @Nullable Description socketio(@Nullable String namespace, @Nullable String room, @Nullable String path,
			@Nullable Integer limit) {
		int most = (limit != null) ? limit : DEFAULT_LIMIT;
		check(most >= 1 && most <= MAX_LIMIT, "limit must be from 1 to " + MAX_LIMIT + ", not " + most);
		if (namespace == null) {
			check(room == null, "A room is one of a namespace: name that as well");
			return new ServersDescription(
					this.servers.stream().map((server) -> ServerDescription.of(server, most)).toList());
		}
		SocketIONamespace found = server(path).namespace(namespace);
		return (found != null) ? NamespaceDescription.of(found, room, most) : null;
	}

	/**
	 * Disconnect sockets, or have them join or leave rooms.
	 * @param operation what to do
	 * @param namespace the namespace
	 * @param path the path of the server; null if there is one alone
	 * @param socket the id of the socket to do that with
	 * @param user the principal to do that with all sockets of
	 * @param room the room to do that with all sockets of
	 * @param rooms the rooms to join or leave; in JSON one text, with commas in between
	 * @param close whether to close the connections of those that are disconnected as
	 * well; false if it is null
	 */
	@WriteOperation
	public void change(@Selector Operation operation, String namespace, @Nullable String path, @Nullable String socket,
			@Nullable String user, @Nullable String room, String @Nullable [] rooms, @Nullable Boolean close) {
		SocketIONamespace found = server(path).namespace(namespace);
		if (found == null) {
			throw new InvalidEndpointRequestException("There is no namespace '" + namespace + "'", "No such namespace");
		}
		long targets = Arrays.asList(socket, user, room).stream().filter(StringUtils::hasText).count();
		check(targets == 1, "Name a socket, a user or a room");
		String[] changed = (rooms != null) ? rooms : new String[0];
		check((changed.length > 0) == (operation != Operation.DISCONNECT),
				"rooms are needed to join or leave, and only for that");
		BroadcastOperator sockets = StringUtils.hasText(user) ? found.toUser(user)
				: found.to(StringUtils.hasText(socket) ? socket : String.valueOf(room));
		switch (operation) {
			case DISCONNECT -> sockets.disconnectSockets(Boolean.TRUE.equals(close));
			case JOIN -> sockets.socketsJoin(changed);
			case LEAVE -> sockets.socketsLeave(changed);
		}
	}

	private SocketIOServer server(@Nullable String path) {
		List<SocketIOServer> found = this.servers.stream()
			.filter((server) -> path == null || server.path().equals(path))
			.toList();
		check(found.size() == 1,
				"path must be that of a server: " + this.servers.stream().map(SocketIOServer::path).toList());
		return found.get(0);
	}

	private static void check(boolean valid, String reason) {
		if (!valid) {
			throw new InvalidEndpointRequestException(reason, reason);
		}
	}

	/**
	 * What can be done with sockets.
	 */
	public enum Operation {

		/** Have them leave their namespace. */
		DISCONNECT,

		/** Have them join rooms. */
		JOIN,

		/** Have them leave rooms. */
		LEAVE

	}

	/**
	 * What the endpoint tells.
	 */
	public sealed interface Description {

	}

	/**
	 * The servers.
	 *
	 * @param servers all of them
	 */
	public record ServersDescription(List<ServerDescription> servers) implements Description {

	}

	/**
	 * A server.
	 *
	 * @param path its path
	 * @param connections how many connections use each transport
	 * @param namespaceCount how many namespaces there are
	 * @param namespaces their names with the numbers of their sockets and rooms, up to
	 * the limit
	 */
	public record ServerDescription(String path, Map<String, Integer> connections, int namespaceCount,
			List<NamespaceSummary> namespaces) {

		static ServerDescription of(SocketIOServer server, int limit) {
			Map<String, Integer> connections = new TreeMap<>();
			for (String transport : server.engine().options().transports()) {
				connections.put(transport, server.engine().clientsCount(transport));
			}
			Collection<SocketIONamespace> namespaces = server.namespaces();
			return new ServerDescription(server.path(), connections, namespaces.size(),
					namespaces.stream()
						.sorted(Comparator.comparing(SocketIONamespace::name))
						.limit(limit)
						.map(NamespaceSummary::of)
						.toList());
		}

	}

	/**
	 * A namespace in few words.
	 *
	 * @param name its name
	 * @param socketCount how many sockets are in it
	 * @param roomCount how many rooms there are, those of single sockets not included
	 */
	public record NamespaceSummary(String name, int socketCount, int roomCount) {

		static NamespaceSummary of(SocketIONamespace namespace) {
			return new NamespaceSummary(namespace.name(), namespace.sockets().size(), namespace.rooms().size());
		}

	}

	/**
	 * A namespace.
	 *
	 * @param name its name
	 * @param roomCount how many rooms there are, those of single sockets not included
	 * @param rooms their names with the numbers of their sockets, up to the limit
	 * @param socketCount how many sockets are in the namespace, or in the room that was
	 * asked for
	 * @param sockets these sockets, up to the limit
	 */
	public record NamespaceDescription(String name, int roomCount, Map<String, Integer> rooms, int socketCount,
			List<SocketDescription> sockets) implements Description {

		static NamespaceDescription of(SocketIONamespace namespace, @Nullable String room, int limit) {
			Set<String> names = namespace.rooms();
			Map<String, Integer> rooms = new LinkedHashMap<>();
			names.stream().sorted().limit(limit).forEach((name) -> rooms.put(name, namespace.sockets(name).size()));
			Collection<SocketIOSocket> sockets = (room != null) ? namespace.sockets(room) : namespace.sockets();
			return new NamespaceDescription(namespace.name(), names.size(), rooms, sockets.size(),
					sockets.stream().limit(limit).map(SocketDescription::of).toList());
		}

	}

	/**
	 * A socket.
	 *
	 * @param id its id; null for a client of Socket.IO 2, whose id is secret
	 * @param transport the transport of its connection
	 * @param protocol the version of the Engine.IO protocol
	 * @param address the address of the client; null if it is not known
	 * @param user who the socket is; null if it is nobody in particular
	 * @param issued when the connection was opened
	 * @param rooms the rooms that it is in, up to 100
	 */
	public record SocketDescription(@Nullable String id, String transport, int protocol, @Nullable String address,
			@Nullable String user, Instant issued, List<String> rooms) {

		static SocketDescription of(SocketIOSocket socket) {
			Handshake handshake = socket.handshake();
			InetSocketAddress address = handshake.address();
			Principal principal = socket.principal();
			String id = socket.id();
			return new SocketDescription((socket.protocol() > 3) ? id : null, socket.transport(), socket.protocol(),
					(address != null) ? address.getHostString() : null,
					(principal != null) ? principal.getName() : null, handshake.issued(),
					socket.rooms().stream().filter((room) -> !room.equals(id)).sorted().limit(DEFAULT_LIMIT).toList());
		}

	}

}
