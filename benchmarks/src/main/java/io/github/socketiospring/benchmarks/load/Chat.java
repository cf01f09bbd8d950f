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

import java.util.SplittableRandom;

import io.netty.buffer.ByteBuf;

/**
 * A chat: at any time one client of a hundred says something to its room, or, one time in
 * ten, moves to another. Deliveries are counted.
 */
public final class Chat extends AbstractLoad {

	private static final int SIZE = 1000;

	private static final int ROOM_SIZE = 50;

	private static final int WRITERS = SIZE / 100;

	private static final int ROOMS = SIZE / ROOM_SIZE;

	private final SplittableRandom random = new SplittableRandom(1);

	private final ByteBuf[] join = new ByteBuf[ROOMS];

	private final ByteBuf[] say = new ByteBuf[ROOMS];

	private final ByteBuf[][] move = new ByteBuf[ROOMS][ROOMS];

	/**
	 * Create the load.
	 * @param generator runs it
	 * @param port the server's
	 * @param text what is said
	 */
	public Chat(Generator generator, int port, String text) {
		super(generator, port, SIZE);
		for (int i = 0; i < ROOMS; i++) {
			this.join[i] = Frames.text("421[\"join\",\"room-" + i + "\"]");
			this.say[i] = Frames.text("421[\"say\",\"room-" + i + "\",\"" + text + "\"]");
			for (int j = 0; j < ROOMS; j++) {
				this.move[i][j] = Frames.text("421[\"move\",\"room-" + i + "\",\"room-" + j + "\"]");
			}
		}
	}

	@Override
	Client client(int index) {
		return new Guest(index % ROOMS);
	}

	@Override
	void begin() {
		for (int i = 0; i < WRITERS; i++) {
			act();
		}
	}

	private void act() {
		Guest guest = (Guest) clients().get(this.random.nextInt(SIZE));
		sent(1);
		if (this.random.nextInt(10) == 0) {
			int room = this.random.nextInt(ROOMS);
			guest.write(this.move[guest.room][room].duplicate());
			guest.room = room;
		}
		else {
			guest.write(this.say[guest.room].duplicate());
		}
		guest.flush();
	}

	private final class Guest extends Client {

		private int room;

		private int answers;

		private Guest(int room) {
			super(Chat.this.join[room]);
			this.room = room;
		}

		@Override
		void onAnswer(ByteBuf in, int index, int length, int opcode) {
			if (in.getByte(index) == '2') {
				counted(1);
			}
			else {
				this.answers++;
			}
		}

		@Override
		void onReadComplete() {
			for (; this.answers != 0; this.answers--) {
				answered(1);
				if (isRunning()) {
					act();
				}
			}
		}

	}

}
