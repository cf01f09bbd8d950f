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
import java.util.function.IntFunction;

import io.github.socketiospring.benchmarks.load.Crowd;
import io.github.socketiospring.benchmarks.load.Exchange;
import io.github.socketiospring.benchmarks.load.Exchange.Question;
import io.github.socketiospring.benchmarks.load.Generator;
import io.github.socketiospring.benchmarks.load.Idlers;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is done costs more where there is much that it does not touch: each figure
 * is the ratio to the rate without that.
 *
 * @param contestants who is measured
 * @param echo what is echoed
 * @param idle how many idle connections
 * @param rooms how many rooms, and how many members of a room
 */
record GrowthMode(List<String> contestants, Question echo, int idle, int rooms) implements Mode {

	private static final List<String> JVM_OPTIONS = List.of("-Xms2g", "-Xmx2g", "-Dsocketio.ping-interval=10m");

	private static final int CONNECTIONS = 50;

	private static final int IN_FLIGHT = 8;

	@Override
	public String name() {
		return "growth";
	}

	@Override
	public List<Metric> metrics() {
		return List.of(besideIdle(), besideRooms(), join());
	}

	private Metric besideIdle() {
		return ratio("growth-idle", "Echo beside %,d idle connections, against none".formatted(this.idle));
	}

	private Metric besideRooms() {
		return ratio("growth-rooms", "Echo beside %,d rooms, against none".formatted(this.rooms));
	}

	private Metric join() {
		return ratio("growth-join", "Join into a room of %,d, against an empty one".formatted(this.rooms));
	}

	@Override
	public Trial prepare(Contestant contestant, Settings settings, Results soFar) throws Exception {
		Generator generator = settings.generator();
		LoadedServer<Exchange> alone = start(contestant, generator, this.echo, null);
		LoadedServer<Exchange> besideIdle = start(contestant, generator, this.echo, null);
		Idlers idlers = new Idlers(generator, besideIdle.port(), this.idle);
		besideIdle.connect(idlers);
		LoadedServer<Exchange> besideRooms = start(contestant, generator, this.echo,
				(index) -> "421[\"rooms\",\"of-" + index + "-\"," + this.rooms / CONNECTIONS + "]");
		LoadedServer<Exchange> joining = start(contestant, generator, move("empty"), null);
		Crowd crowd = new Crowd(generator, joining.port(), this.rooms, "42[\"join\",\"crowded\"]");
		generator.run(crowd::join);
		generator.await("complete", crowd::isComplete);
		Exchange joiningCrowd = new Exchange(generator, joining.port(), CONNECTIONS, IN_FLIGHT, move("crowded"));
		joining.connect(joiningCrowd);
		List<LoadedServer<Exchange>> servers = List.of(alone, besideIdle, besideRooms, joining);
		for (LoadedServer<Exchange> server : servers) {
			server.warmUp(settings.warmUp());
		}
		joining.warmUp(joiningCrowd, settings.warmUp());
		return new Trial() {

			@Override
			public Sample measure() throws Exception {
				LoadedServer.Run echo = alone.run(settings.round());
				double join = joining.run(settings.round()).rate();
				return echo.sample(Map.of(besideIdle(), besideIdle.run(settings.round()).rate() / echo.rate(),
						besideRooms(), besideRooms.run(settings.round()).rate() / echo.rate(), join(),
						joining.run(joiningCrowd, settings.round()).rate() / join));
			}

			@Override
			public void close() throws Exception {
				generator.run(idlers::close);
				generator.run(joiningCrowd::close);
				for (LoadedServer<Exchange> server : servers) {
					server.close();
				}
			}

		};
	}

	private static LoadedServer<Exchange> start(Contestant contestant, Generator generator, Question question,
			@Nullable IntFunction<String> greeting) throws Exception {
		return LoadedServer.start(contestant, JVM_OPTIONS, generator,
				(loop, port) -> new Exchange(loop, port, CONNECTIONS, IN_FLIGHT, question, greeting));
	}

	/** Leaves a room and joins it again. */
	private static Question move(String room) {
		return Question.text("421[\"move\",\"" + room + "\",\"" + room + "\"]", "431[]");
	}

	private static Metric ratio(String name, String title) {
		return new Metric(name, title, "ratio");
	}

}
