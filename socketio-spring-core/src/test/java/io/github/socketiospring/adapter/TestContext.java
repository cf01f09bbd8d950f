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
import java.util.function.Consumer;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what it is told of rooms.
 */
class TestContext implements AdapterContext {

	final List<String> roomEvents = new ArrayList<>();

	@Override
	public String namespace() {
		return "/";
	}

	@Override
	public PacketCodec codec() {
		throw new UnsupportedOperationException();
	}

	@Override
	public Timers timers() {
		throw new UnsupportedOperationException();
	}

	@Override
	public @Nullable RecoveryLimits recovery() {
		return null;
	}

	@Override
	public long nextAckId() {
		throw new UnsupportedOperationException();
	}

	@Override
	public List<@Nullable Object> values(Packet event) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Packet event(long id, List<? extends @Nullable Object> values) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Arguments arguments(List<? extends @Nullable Object> values) {
		throw new UnsupportedOperationException();
	}

	@Override
	public synchronized void onRoomEvent(RoomEvent.Type type, String room, @Nullable String socketId) {
		this.roomEvents.add(type + " " + room + ((socketId != null) ? " " + socketId : ""));
	}

	@Override
	public void count(SocketIOCounter counter, Object about) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void onServerEvent(String event, Arguments arguments, @Nullable Consumer<AckArgs> answer) {
		throw new UnsupportedOperationException();
	}

}
