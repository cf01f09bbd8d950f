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

package io.github.socketiospring.annotation.support;

import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;

/**
 * Keeps what is answered.
 */
class RecordingAck implements Ack<Object> {

	private final boolean requested;

	private final List<AckArgs> sent = new ArrayList<>();

	RecordingAck(boolean requested) {
		this.requested = requested;
	}

	@Override
	public boolean requested() {
		return this.requested;
	}

	@Override
	public void send(Object value) {
		sendArgs(AckArgs.of(new Object[] { value }));
	}

	@Override
	public void sendArgs(AckArgs args) {
		this.sent.add(args);
	}

	List<AckArgs> sent() {
		return this.sent;
	}

}
