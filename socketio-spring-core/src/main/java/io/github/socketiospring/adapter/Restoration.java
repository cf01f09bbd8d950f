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

import java.util.List;

import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.protocol.Packet;

/**
 * What became of an attempt to restore a session.
 *
 * @param outcome whether that was done, or why not
 * @param missed the events that its client has missed, in their order, each with one
 * reference for the receiver of this record; empty unless the session was restored
 */
public record Restoration(RecoveryOutcome outcome, List<Packet> missed) {

	/**
	 * The session was not restored.
	 * @param outcome why not
	 * @return no missed events
	 */
	public static Restoration failed(RecoveryOutcome outcome) {
		return new Restoration(outcome, List.of());
	}

}
