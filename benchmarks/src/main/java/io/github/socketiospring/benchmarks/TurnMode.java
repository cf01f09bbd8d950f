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

package io.github.socketiospring.benchmarks;

import java.util.List;
import java.util.Map;

import io.github.socketiospring.benchmarks.load.Broadcasts;

/**
 * How long a server holds its event loop at most when it sends to everyone, of whom there
 * are many.
 *
 * @param contestants who is measured
 * @param connections how many
 * @param packet what makes the server send to everyone
 */
record TurnMode(List<String> contestants, int connections, String packet) implements Mode {

	@Override
	public String name() {
		return "turn";
	}

	@Override
	public List<Metric> metrics() {
		return List.of(longest());
	}

	private Metric longest() {
		return new Metric(name(), "Longest turn of the event loop, broadcast to %,d".formatted(this.connections), "ms");
	}

	@Override
	public Trial prepare(Contestant contestant, Settings settings, Results soFar) throws Exception {
		LoadedServer<Broadcasts> server = LoadedServer.start(contestant, LoadedServer.JVM_OPTIONS, settings.generator(),
				(generator, port) -> new Broadcasts(generator, port, 1, this.connections, 1, null,
						(group) -> this.packet));
		server.warmUp(settings.warmUp());
		return new Trial() {

			@Override
			public Sample measure() throws Exception {
				server.server().ask("turn");
				LoadedServer.Run run = server.run(settings.round());
				double nanos = Double.parseDouble(server.server().ask("turn"));
				return run.sample(Map.of(longest(), nanos / 1e6));
			}

			@Override
			public void close() throws Exception {
				server.close();
			}

		};
	}

}
