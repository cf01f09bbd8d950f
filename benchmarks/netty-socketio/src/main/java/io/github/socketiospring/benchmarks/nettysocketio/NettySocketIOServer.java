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

package io.github.socketiospring.benchmarks.nettysocketio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;

/**
 * The same handlers on netty-socketio. Prints {@code ready} and its port; ends when its
 * standard input does.
 */
public final class NettySocketIOServer {

	private NettySocketIOServer() {
	}

	/**
	 * Run.
	 * @param args none
	 * @throws IOException if standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		Configuration configuration = new Configuration();
		configuration.setHostname("127.0.0.1");
		configuration.setPort(freePort());
		configuration.setBossThreads(1);
		configuration.setWorkerThreads(1);
		configuration.setUseLinuxNativeEpoll(true);
		configuration.getSocketConfig().setReuseAddress(true);
		SocketIOServer io = new SocketIOServer(configuration);
		io.addEventListener("echo", String.class, (client, text, ack) -> client.sendEvent("echo", text));
		io.addEventListener("record", Reading.class, (client, reading, ack) -> client.sendEvent("record", reading));
		io.addEventListener("ack", String.class, (client, text, ack) -> ack.sendAckData(text));
		io.addEventListener("binary", byte[].class, (client, bytes, ack) -> client.sendEvent("binary", bytes));
		io.addEventListener("broadcast", String.class,
				(client, text, ack) -> io.getBroadcastOperations().sendEvent("broadcast", text));
		io.addEventListener("join", String.class, (client, room, ack) -> {
			client.joinRoom(room);
			ack.sendAckData();
		});
		io.addMultiTypeEventListener("move", (client, rooms, ack) -> {
			client.leaveRoom(rooms.first());
			client.joinRoom(rooms.second());
			ack.sendAckData();
		}, String.class, String.class);
		io.addMultiTypeEventListener("say", (client, arguments, ack) -> {
			String room = arguments.first();
			String text = arguments.second();
			io.getRoomOperations(room).sendEvent("say", text);
			if (ack.isAckRequested()) {
				ack.sendAckData();
			}
		}, String.class, String.class);
		io.start();
		// For the harness to read
		System.out.println("ready " + configuration.getPort());
		while (System.in.read() != -1) {
			// Nothing is ever said
		}
		Runtime.getRuntime().halt(0);
	}

	/** The server does not tell which port it was given. */
	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * A record with three fields.
	 *
	 * @param id a number
	 * @param name a text
	 * @param value another number
	 */
	public record Reading(int id, String name, double value) {

	}

}
