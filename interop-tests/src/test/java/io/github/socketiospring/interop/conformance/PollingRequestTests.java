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

package io.github.socketiospring.interop.conformance;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * Section B, requests that overlap, end early, or meet a close.
 */
class PollingRequestTests extends ConformanceTests {

	@Test
	@Case(34)
	void answersPendingPollWhenClientCloses() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawHttp poll = polling.startPoll();
		settle(server);
		polling.post("1");
		assertThat(poll.response().summary()).isEqualTo("200 6");
		polling.expectUnknown();
		awaitClose(server, polling.sid(), "transport close");
	}

	@Test
	@Case(35)
	void closesWhenPollsOverlap() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawHttp first = polling.startPoll();
		settle(server);
		assertThat(polling.get().summary()).isEqualTo("400");
		assertThat(first.response().summary()).isEqualTo("200 1");
		polling.expectUnknown();
		awaitClose(server, polling.sid(), "transport error");
	}

	@Test
	@Case(36)
	void closesWhenPostsOverlap() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawHttp first = polling.connection();
		first.head("POST", polling.target(), "Content-Length: 10");
		first.write("4abc");
		settle(server);
		assertThat(polling.tryPost("4second").summary()).isEqualTo("400");
		if (server.isServletContainer()) {
			assertThat(first.response().status()).isEqualTo(400);
		}
		else {
			assertThat(first.endsWithoutResponse()).isTrue();
		}
		polling.expectUnknown();
		awaitClose(server, polling.sid(), "transport error");
		assertThat(records(server, polling.sid())).containsExactly("open", "close transport error");
	}

	@Test
	@Case({ 37, 174 })
	void closesWhenClientAbortsPoll() {
		ServerUnderTest server = raw();
		assumeFalse(server.isServletContainer(), "A servlet container does not see that");
		for (boolean reset : new boolean[] { true, false }) {
			Polling polling = polling(server);
			RawHttp poll = polling.startPoll();
			settle(server);
			if (reset) {
				poll.abort();
			}
			else {
				poll.close();
			}
			awaitClose(server, polling.sid(), "transport error");
			polling.expectUnknown();
		}
	}

	@Test
	@Case(174)
	void refusesRequestRightAfterAbortedPoll() {
		ServerUnderTest server = raw();
		assumeFalse(server.isServletContainer(), "A servlet container does not see that");
		Polling polling = polling(server);
		RawHttp poll = polling.startPoll();
		settle(server);
		poll.abort();
		assertThat(polling.get().status()).isEqualTo(400);
		awaitClose(server, polling.sid(), "transport error");
	}

	@Test
	@Case(38)
	void closesWhenClientAbortsPost() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawHttp post = polling.connection();
		post.head("POST", polling.target(), "Content-Length: 10");
		post.write("4abc");
		settle(server);
		post.abort();
		awaitClose(server, polling.sid(), "transport error");
		polling.expectUnknown();
		assertThat(records(server, polling.sid())).containsExactly("open", "close transport error");
	}

	@Test
	@Case(45)
	void handsCloseToNextPoll() {
		Polling polling = polling(raw());
		polling.post("4close");
		polling.expect("6" + SEPARATOR + "1");
		polling.expectUnknown();
		awaitClose(raw(), polling.sid(), "forced close");
	}

	@Test
	@Case(45)
	void handsBufferedPacketsOutBeforeClose() {
		Polling polling = polling(raw());
		polling.post("4a");
		polling.post("4close");
		String payload = polling.poll();
		if (!payload.endsWith("1")) {
			payload += SEPARATOR + polling.poll();
		}
		assertThat(payload).isIn("4a" + SEPARATOR + "1", "4a" + SEPARATOR + "6" + SEPARATOR + "1");
		polling.expectUnknown();
	}

	@Test
	@Case(46)
	void closesPendingPollAtOnce() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawHttp poll = polling.startPoll();
		settle(server);
		polling.post("4close");
		assertThat(poll.response().summary()).isEqualTo("200 1");
		polling.expectUnknown();
		awaitClose(server, polling.sid(), "forced close");
	}

}
