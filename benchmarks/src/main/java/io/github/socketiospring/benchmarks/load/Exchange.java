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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * Each client sends the same packet, a number of times at once, and again for each
 * answer.
 */
public final class Exchange extends AbstractLoad {

	private final Question question;

	private final int inFlight;

	private final @Nullable IntFunction<String> greeting;

	private final ByteBuf[] bursts;

	/**
	 * Create the load.
	 * @param generator runs it
	 * @param port the server's
	 * @param size how many clients
	 * @param inFlight how many packets each has under way
	 * @param question what is sent
	 */
	public Exchange(Generator generator, int port, int size, int inFlight, Question question) {
		this(generator, port, size, inFlight, question, null);
	}

	/**
	 * Create the load.
	 * @param generator runs it
	 * @param port the server's
	 * @param size how many clients
	 * @param inFlight how many packets each has under way
	 * @param question what is sent
	 * @param greeting what a client sends first, and once, to be acknowledged; or null
	 */
	public Exchange(Generator generator, int port, int size, int inFlight, Question question,
			@Nullable IntFunction<String> greeting) {
		super(generator, port, size);
		this.greeting = greeting;
		this.question = question;
		this.inFlight = inFlight;
		this.bursts = new ByteBuf[inFlight + 1];
		Arrays.setAll(this.bursts, (times) -> Frames.repeat(times, question.frames));
	}

	@Override
	Client client(int index) {
		return new Asker((this.greeting != null) ? Frames.text(this.greeting.apply(index)) : null);
	}

	@Override
	void begin() {
		clients().forEach((client) -> ((Asker) client).ask(this.inFlight));
	}

	private final class Asker extends Client {

		private int answers;

		private boolean checked;

		private Asker(@Nullable ByteBuf greeting) {
			super(greeting);
		}

		private void ask(int times) {
			sent(times);
			write(Exchange.this.bursts[times].duplicate());
		}

		@Override
		void onAnswer(ByteBuf in, int index, int length, int opcode) {
			if (opcode != Exchange.this.question.answerOpcode) {
				return;
			}
			if (!this.checked) {
				this.checked = true;
				Exchange.this.question.check(in, index, length, Exchange.this);
			}
			this.answers++;
		}

		@Override
		void onReadComplete() {
			int answers = this.answers;
			if (answers != 0) {
				this.answers = 0;
				received(answers);
				if (isRunning()) {
					ask(answers);
				}
			}
		}

	}

	/**
	 * What is asked, and the answer.
	 */
	public static final class Question {

		private final ByteBuf[] frames;

		private final int answerOpcode;

		private final byte[] answer;

		private Question(int answerOpcode, byte[] answer, ByteBuf... frames) {
			this.frames = frames;
			this.answerOpcode = answerOpcode;
			this.answer = answer;
		}

		/**
		 * A packet of text.
		 * @param packet what is sent
		 * @param answer what comes back
		 * @return the question
		 */
		public static Question text(String packet, String answer) {
			return new Question(Frames.TEXT, answer.substring(1).getBytes(StandardCharsets.UTF_8), Frames.text(packet));
		}

		/**
		 * A packet with an attachment, which comes back.
		 * @param header the packet
		 * @param attachment what follows it
		 * @return the question
		 */
		public static Question binary(String header, byte[] attachment) {
			return new Question(Frames.BINARY, attachment, Frames.text(header),
					Frames.frame(Frames.BINARY, attachment));
		}

		private void check(ByteBuf in, int index, int length, AbstractLoad load) {
			if (!Arrays.equals(ByteBufUtil.getBytes(in, index, length), this.answer)) {
				load.fail("wrong answer: " + in.toString(index, length, StandardCharsets.UTF_8));
			}
		}

	}

}
