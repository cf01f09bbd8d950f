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

import java.nio.file.Path;
import java.util.List;

import io.github.socketiospring.benchmarks.load.Crowd;
import io.github.socketiospring.benchmarks.load.Generator;
import io.github.socketiospring.benchmarks.load.Idlers;
import io.github.socketiospring.benchmarks.load.Load;
import io.github.socketiospring.benchmarks.load.PacedExchange;
import io.github.socketiospring.benchmarks.load.SlowReader;
import io.github.socketiospring.benchmarks.load.Visits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each load, on real servers, as little as possible: nothing is measured.
 */
class LoadTests {

	private final Generator generator = new Generator();

	@ParameterizedTest
	@ValueSource(strings = { "ours", "node", "limit", "limit-webflux" })
	void serversAnswerEveryLoad(String name) throws Exception {
		Contestant contestant = Contestants.all(Path.of("."), "")
			.stream()
			.filter((candidate) -> candidate.name().equals(name))
			.findFirst()
			.orElseThrow();
		try (this.generator; ServerProcess server = ServerProcess.start(contestant, LoadedServer.JVM_OPTIONS)) {
			int port = server.port();
			for (Mode mode : Modes.all(true)) {
				if (mode instanceof ThroughputMode throughput && mode.contestants().contains(name)) {
					answers(mode.name(), throughput.loads().create(this.generator, port));
				}
			}
			answers("connect", new Visits(this.generator, port));
			answers("latency", new PacedExchange(this.generator, port, 5, "42[\"echo\",\"a\"]", 1000));
			answers("slow-reader", new SlowReader(this.generator, port));
			connect("idle", new Idlers(this.generator, port, 20));
			if (name.equals("ours")) {
				Crowd crowd = new Crowd(this.generator, port, 50, "42[\"join\",\"crowded\"]");
				this.generator.run(crowd::join);
				this.generator.await("complete", crowd::isComplete);
			}
			assertThat(Proc.residentBytes(server.pid())).isGreaterThan(1_000_000);
			assertThat(Proc.cpuNanos(server.pid())).isPositive();
			assertThat(contestant.collectGarbage(server)).isNotNegative();
			server.ask("turn");
			assertThat(Long.parseLong(server.ask("turn"))).isNotNegative();
		}
	}

	private void connect(String mode, Load load) throws Exception {
		this.generator.run(load::connect);
		this.generator.await("connected for " + mode, load::isConnected);
		this.generator.run(load::close);
	}

	private void answers(String mode, Load load) throws Exception {
		this.generator.run(load::connect);
		this.generator.await("connected for " + mode, load::isConnected);
		this.generator.run(load::start);
		this.generator.await("counting for " + mode, () -> load.count() > 0);
		this.generator.run(load::stop);
		this.generator.await("answered for " + mode, load::isIdle);
		this.generator.run(load::close);
	}

	@Test
	void measuresByTurns() throws Exception {
		Results results = Benchmarks.run(Options.parse("--quick", "--modes", "echo", "--contestants", "node,limit",
				"--rounds", "2", "--seconds", "0.05", "--warm-up", "0.05", "--directory", "."));
		assertThat(results.failures()).isEmpty();
		for (String contestant : List.of("node", "limit")) {
			assertThat(results.median("echo", contestant)).isPositive();
		}
		assertThat(results.median("echo", "ours")).isNaN();
	}

}
