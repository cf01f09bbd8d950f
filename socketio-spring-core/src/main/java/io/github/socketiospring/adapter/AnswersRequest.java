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

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

import io.github.socketiospring.ClusterTimeoutException;
import reactor.core.publisher.FluxSink;

/**
 * Asks each of the other servers for one answer.
 *
 * @param <T> what the answers consist of
 */
final class AnswersRequest<T> implements ClusterRequest {

	private final FluxSink<T> sink;

	private final Reader<T> reader;

	private final Set<String> silent;

	private final Set<String> answered = new HashSet<>();

	private int answers;

	private int left;

	/**
	 * Create the request.
	 * @param sink takes what the answers consist of
	 * @param reader reads them
	 * @param others how many servers are asked
	 * @param known the ids of those of them that are known
	 */
	AnswersRequest(FluxSink<T> sink, Reader<T> reader, int others, Set<String> known) {
		this.sink = sink;
		this.reader = reader;
		this.left = others;
		this.silent = new TreeSet<>(known);
	}

	@Override
	public void onResponse(ClusterMessage response) {
		synchronized (this) {
			if (!response.uid().isEmpty() && !this.answered.add(response.uid())) {
				return;
			}
		}
		this.reader.read(response, this.sink);
		boolean complete;
		synchronized (this) {
			this.silent.remove(response.uid());
			this.answers++;
			this.left--;
			complete = this.left <= 0;
		}
		if (complete) {
			this.sink.complete();
		}
	}

	@Override
	public void onServers(int others) {
		boolean complete;
		synchronized (this) {
			this.left = Math.min(this.left, others - this.answers);
			complete = this.left <= 0;
		}
		if (complete) {
			this.sink.complete();
		}
	}

	/**
	 * The time is over.
	 */
	void fail(String what) {
		ClusterTimeoutException error;
		synchronized (this) {
			error = new ClusterTimeoutException(
					what + ": " + this.left + " of " + (this.left + this.answers) + " servers have not answered in time"
							+ (this.silent.isEmpty() ? "" : ", of which are known " + String.join(", ", this.silent)),
					this.left, this.silent);
		}
		this.sink.error(error);
	}

	interface Reader<T> {

		void read(ClusterMessage response, FluxSink<T> sink);

	}

}
