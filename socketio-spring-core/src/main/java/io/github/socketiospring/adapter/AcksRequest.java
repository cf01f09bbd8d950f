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

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.github.socketiospring.Arguments;

import org.springframework.util.Assert;

/**
 * Asks the sockets of the other servers for acknowledgements.
 */
final class AcksRequest implements ClusterRequest {

	private final BroadcastAckListener acks;

	private final Function<ClusterMessage, Arguments> reader;

	private final Set<String> silent;

	/** How many sockets of each server owe an answer, by its id if that is known. */
	private final Map<String, Integer> owed = new HashMap<>();

	private int heard;

	/**
	 * How many servers have not told of their receivers; negative while that is unknown.
	 */
	private int left;

	private boolean started;

	/**
	 * Whether there were fewer servers, when that was looked at last, than were heard.
	 */
	private boolean fewer;

	AcksRequest(BroadcastAckListener acks, Function<ClusterMessage, Arguments> reader, Set<String> known) {
		this.acks = acks;
		this.reader = reader;
		this.silent = new TreeSet<>(known);
	}

	/**
	 * So many servers were asked.
	 */
	synchronized void start(int others) {
		this.left += others;
		this.started = true;
	}

	@Override
	public void onResponse(ClusterMessage response) {
		switch (response.type()) {
			case BROADCAST_CLIENT_COUNT -> {
				int count = ((Number) MessageData.of(response).value("clientCount")).intValue();
				Assert.isTrue(count >= 0, "A negative number of receivers");
				synchronized (this) {
					this.silent.remove(response.uid());
					this.heard++;
					this.left--;
					this.owed.merge(response.uid(), count, Integer::sum);
				}
				this.acks.onReceivers(count);
			}
			case BROADCAST_ACK -> {
				Arguments answer = this.reader.apply(response);
				settle(response.uid());
				this.acks.onAck(answer);
			}
			default -> {
				settle(response.uid());
				this.acks.onMissing();
			}
		}
	}

	private synchronized void settle(String uid) {
		this.owed.merge(uid, -1, Integer::sum);
	}

	/**
	 * Those that are gone and have not told of their receivers are not awaited; those
	 * that have, not for ever.
	 */
	@Override
	public void onServers(int others) {
		int gone;
		boolean lost;
		synchronized (this) {
			if (!this.started) {
				return;
			}
			gone = Math.max(this.left - Math.max(others - this.heard, 0), 0);
			this.left -= gone;
			lost = others < this.heard && this.fewer;
			this.fewer = others < this.heard;
		}
		for (int i = 0; i < gone; i++) {
			this.acks.onReceivers(0);
		}
		if (lost) {
			this.acks.onServersLost();
		}
	}

	/**
	 * Its sockets are gone with it.
	 */
	@Override
	public void onServerLeft(String uid) {
		Integer owed;
		synchronized (this) {
			owed = this.owed.remove(uid);
			if (owed != null) {
				this.heard--;
			}
		}
		for (int i = 0; owed != null && i < owed; i++) {
			this.acks.onMissing();
		}
	}

	/**
	 * The known servers that have not told of their receivers.
	 */
	synchronized Set<String> silent() {
		return Set.copyOf(this.silent);
	}

}
