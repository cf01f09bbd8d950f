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

package io.github.socketiospring.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socketiospring.Handshake;
import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import static org.mockito.Mockito.mock;

/**
 * Keeps what it is sent, without a reference.
 */
class TestSocket implements LocalSocket {

	final List<Packet> packets = new ArrayList<>();

	@Nullable BroadcastAckListener acks;

	boolean member = true;

	boolean connected = true;

	boolean closed;

	private final Handshake handshake = mock(Handshake.class);

	private final String id;

	TestSocket(String id) {
		this.id = id;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public boolean isMember() {
		return this.member;
	}

	@Override
	public Map<String, Object> attributes() {
		return Map.of();
	}

	@Override
	public @Nullable SocketDetails details() {
		return this.connected ? new SocketDetails(this.id, this.handshake, Set.of(this.id), attributes()) : null;
	}

	@Override
	public void disconnect(boolean close) {
		this.connected = false;
		this.closed = close;
	}

	@Override
	public Mono<Boolean> isAlive() {
		return Mono.just(this.connected);
	}

	@Override
	public void lose() {
		this.connected = false;
	}

	@Override
	public void send(Packet packet) {
		this.packets.add(packet);
	}

	@Override
	public void send(Packet packet, BroadcastAckListener acks) {
		send(packet);
		this.acks = acks;
	}

	@Override
	public void enqueue(Packet packet) {
		this.packets.add(packet);
	}

	@Override
	public void flush(Packet packet) {
	}

	@Override
	public boolean takesOffsets() {
		return true;
	}

	@Override
	public String toString() {
		return this.id;
	}

}
