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

package io.github.socketiospring.observation;

import java.util.Locale;

import io.github.socketiospring.observation.SocketIOObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a server, and their tags.
 */
public enum SocketIOMeterDocumentation implements MeterDocumentation {

	/** Connections at present. */
	CONNECTIONS("socketio.server.connections", Meter.Type.GAUGE, Tags.TRANSPORT),

	/** Connections at present that have joined no namespace yet. */
	PENDING_CONNECTIONS("socketio.server.connections.pending", Meter.Type.GAUGE),

	/** Sockets at present. */
	SOCKETS("socketio.server.sockets", Meter.Type.GAUGE, Tags.NAMESPACE, Tags.TRANSPORT),

	/** Connections that were opened, by the transport that they began with. */
	HANDSHAKES("socketio.server.handshakes", Meter.Type.COUNTER, Tags.TRANSPORT),

	/** Requests that were to open or to use a connection, and were refused. */
	REFUSED_HANDSHAKES("socketio.server.handshakes.refused", Meter.Type.COUNTER, Tags.CODE),

	/** Upgrades from polling to WebSocket, by how they ended. */
	UPGRADES("socketio.server.upgrades", Meter.Type.COUNTER, Tags.OUTCOME),

	/** The time until a client that asks for a namespace is let in or refused. */
	CONNECT("socketio.server.connect", Meter.Type.TIMER, Tags.ERROR, Tags.NAMESPACE, Tags.OUTCOME),

	/** Sockets that left. */
	DISCONNECTS("socketio.server.disconnects", Meter.Type.COUNTER, Tags.NAMESPACE, Tags.REASON),

	/** Events that clients sent. */
	RECEIVED_EVENTS("socketio.server.events.received", Meter.Type.COUNTER, Tags.EVENT, Tags.NAMESPACE),

	/** Events that were emitted to clients, for a broadcast one for each. */
	SENT_EVENTS("socketio.server.events.sent", Meter.Type.COUNTER, Tags.NAMESPACE),

	/** Bytes of the messages that clients sent. */
	RECEIVED_DATA("socketio.server.data.received", Meter.Type.COUNTER, BaseUnits.BYTES, Tags.TRANSPORT),

	/** Bytes of the messages that were sent to clients. */
	SENT_DATA("socketio.server.data.sent", Meter.Type.COUNTER, BaseUnits.BYTES, Tags.TRANSPORT),

	/** The time that handlers take for events, until their results have ended. */
	EVENT("socketio.server.event", Meter.Type.TIMER, Tags.ERROR, Tags.EVENT, Tags.NAMESPACE, Tags.OUTCOME),

	/**
	 * The time until acknowledgements of clients come, or are not waited for any more.
	 */
	ACKNOWLEDGEMENT("socketio.server.ack", Meter.Type.TIMER, Tags.ERROR, Tags.NAMESPACE, Tags.OUTCOME),

	/** Events of clients that have not ended: handlers run, or they wait. */
	PENDING_EVENTS("socketio.server.events.pending", Meter.Type.GAUGE),

	/** Packets that wait for clients. */
	OUTBOUND_PACKETS("socketio.server.outbound.packets", Meter.Type.GAUGE),

	/** Bytes that wait for clients. */
	OUTBOUND_SIZE("socketio.server.outbound.size", Meter.Type.GAUGE, BaseUnits.BYTES),

	/** Packets and events that were dropped. */
	DROPS("socketio.server.drops", Meter.Type.COUNTER, Tags.DIRECTION, Tags.REASON),

	/** Clients that came back and asked for their sockets from before. */
	RECOVERIES("socketio.server.recoveries", Meter.Type.COUNTER, Tags.OUTCOME),

	/**
	 * Whether messages go to the other servers of the cluster, and come: 1 if they do.
	 */
	CLUSTER_CONNECTED("socketio.server.cluster.connected", Meter.Type.GAUGE),

	/** The other servers of the cluster that send heartbeats. */
	CLUSTER_SERVERS("socketio.server.cluster.servers", Meter.Type.GAUGE),

	/** Bytes that wait to be sent to the other servers of the cluster. */
	CLUSTER_PENDING("socketio.server.cluster.pending", Meter.Type.GAUGE, BaseUnits.BYTES),

	/** What the server counts without meters as well. */
	COUNTERS("socketio.server.counters", Meter.Type.COUNTER, Tags.COUNTER, Tags.LAYER);

	private final String name;

	private final Meter.Type type;

	private final @Nullable String baseUnit;

	private final KeyName[] tags;

	SocketIOMeterDocumentation(String name, Meter.Type type, KeyName... tags) {
		this(name, type, (String) null, tags);
	}

	SocketIOMeterDocumentation(String name, Meter.Type type, @Nullable String baseUnit, KeyName... tags) {
		this.name = name;
		this.type = type;
		this.baseUnit = baseUnit;
		this.tags = tags;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	@Override
	public @Nullable String getBaseUnit() {
		return this.baseUnit;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.tags.clone();
	}

	/**
	 * Tags of meters; {@link LowCardinalityKeyNames} has those that observations have as
	 * well.
	 */
	public enum Tags implements KeyName {

		/** Why a handshake was refused: its code or, where it has none, its status. */
		CODE,

		/** A counter, by the name of its constant in small letters. */
		COUNTER,

		/** Where something went, {@code in} or {@code out}. */
		DIRECTION,

		/** The class of the exception; {@code none} without one. */
		ERROR,

		/** As of {@link LowCardinalityKeyNames#EVENT}. */
		EVENT,

		/** Where a counter is from: {@code engineio} or {@code socketio}. */
		LAYER,

		/** As of {@link LowCardinalityKeyNames#NAMESPACE}. */
		NAMESPACE,

		/** How something ended. */
		OUTCOME,

		/** Why something happened. */
		REASON,

		/** {@code polling} or {@code websocket}. */
		TRANSPORT;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
