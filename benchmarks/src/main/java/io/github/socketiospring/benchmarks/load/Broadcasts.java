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

package io.github.socketiospring.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Groups of clients: one of each group sends, and all of it receive. Or one sends who is
 * not of it, through another server. The next is sent when all have it.
 */
public final class Broadcasts extends AbstractLoad {

	private final int groupSize;

	/** 0 if the senders are members. */
	private final int senderPort;

	private final int inFlight;

	private final List<Group> groups = new ArrayList<>();

	/**
	 * Create the load.
	 * @param generator runs it
	 * @param port the server's
	 * @param groups how many groups
	 * @param groupSize how many clients each has
	 * @param inFlight how many packets each has under way
	 * @param join what makes a client of a group join it, or null if it need not
	 * @param packet what is sent in a group
	 */
	public Broadcasts(Generator generator, int port, int groups, int groupSize, int inFlight,
			@Nullable IntFunction<String> join, IntFunction<String> packet) {
		this(generator, port, 0, groups, groupSize, inFlight, join, packet);
	}

	/**
	 * Create the load.
	 * @param generator runs it
	 * @param port that of the server of the members
	 * @param senderPort that of the server of the senders, of which each group has one; 0
	 * if a member of each group sends
	 * @param groups how many groups
	 * @param groupSize how many members each has
	 * @param inFlight how many packets each has under way
	 * @param join what makes a client of a group join it, or null if it need not
	 * @param packet what is sent in a group
	 */
	public Broadcasts(Generator generator, int port, int senderPort, int groups, int groupSize, int inFlight,
			@Nullable IntFunction<String> join, IntFunction<String> packet) {
		super(generator, port, groups * groupSize + ((senderPort != 0) ? groups : 0));
		this.groupSize = groupSize;
		this.senderPort = senderPort;
		this.inFlight = inFlight;
		for (int i = 0; i < groups; i++) {
			this.groups.add(new Group((join != null) ? Frames.text(join.apply(i)) : null,
					Frames.repeat(inFlight, Frames.text(packet.apply(i)))));
		}
	}

	private boolean isSender(int index) {
		return index >= this.groups.size() * this.groupSize;
	}

	@Override
	int port(int index) {
		return isSender(index) ? this.senderPort : super.port(index);
	}

	@Override
	Client client(int index) {
		return isSender(index) ? new Sender(this.groups.get(index - this.groups.size() * this.groupSize))
				: new Member(this.groups.get(index / this.groupSize));
	}

	@Override
	void begin() {
		this.groups.forEach((group) -> group.send(this.inFlight));
	}

	private final class Group {

		private final @Nullable ByteBuf join;

		private final ByteBuf burst;

		private final int frameLength;

		private @Nullable Client sender;

		private int deliveries;

		private Group(@Nullable ByteBuf join, ByteBuf burst) {
			this.join = join;
			this.burst = burst;
			this.frameLength = burst.readableBytes() / Broadcasts.this.inFlight;
		}

		private void send(int times) {
			sent((long) times * Broadcasts.this.groupSize);
			if (this.sender != null) {
				this.sender.write(this.burst.slice(0, times * this.frameLength));
				this.sender.flush();
			}
		}

		private void delivered(int deliveries) {
			int size = Broadcasts.this.groupSize;
			int before = this.deliveries / size;
			this.deliveries += deliveries;
			int complete = this.deliveries / size - before;
			this.deliveries %= size;
			if (complete != 0 && isRunning()) {
				send(complete);
			}
		}

	}

	/**
	 * One who is not of the group that it sends to.
	 */
	private final class Sender extends Client {

		private Sender(Group group) {
			super(null);
			group.sender = this;
		}

		@Override
		void onAnswer(ByteBuf in, int index, int length, int opcode) {
			fail("A sender got something");
		}

	}

	private final class Member extends Client {

		private final Group group;

		private int deliveries;

		private Member(Group group) {
			super(group.join);
			this.group = group;
			group.sender = this;
		}

		@Override
		void onAnswer(ByteBuf in, int index, int length, int opcode) {
			this.deliveries++;
		}

		@Override
		void onReadComplete() {
			int deliveries = this.deliveries;
			if (deliveries != 0) {
				this.deliveries = 0;
				received(deliveries);
				this.group.delivered(deliveries);
			}
		}

	}

}
