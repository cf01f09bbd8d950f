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
 * Groups of clients: one of each group sends, and all of it receive. The next is sent
 * when all have it.
 */
public final class Broadcasts extends AbstractLoad {

	private final int groupSize;

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
		super(generator, port, groups * groupSize);
		this.groupSize = groupSize;
		this.inFlight = inFlight;
		for (int i = 0; i < groups; i++) {
			this.groups.add(new Group((join != null) ? Frames.text(join.apply(i)) : null,
					Frames.repeat(inFlight, Frames.text(packet.apply(i)))));
		}
	}

	@Override
	Client client(int index) {
		return new Member(this.groups.get(index / this.groupSize));
	}

	@Override
	void begin() {
		this.groups.forEach((group) -> group.send(this.inFlight));
	}

	private final class Group {

		private final @Nullable ByteBuf join;

		private final ByteBuf burst;

		private final int frameLength;

		private @Nullable Member sender;

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
