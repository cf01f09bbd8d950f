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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said on the command line, most of it as {@code --name value}.
 *
 * @param modes the names of what is measured; all if empty
 * @param contestants the names of those who are; all if empty
 * @param rounds how often
 * @param round how long in each round
 * @param warmUp how long each span of the warm-up is
 * @param quick whether it is to be quick rather than exact
 * @param otherBuild class path of another build of this library, or empty
 * @param directory that of the module
 * @param docs where table and picture are written; nowhere if empty
 */
record Options(List<String> modes, List<String> contestants, int rounds, Duration round, Duration warmUp, boolean quick,
		String otherBuild, Path directory, String docs) {

	static Options parse(String... args) {
		List<String> words = new ArrayList<>(List.of(args));
		boolean quick = words.remove("--quick");
		Map<String, String> given = new HashMap<>();
		for (int i = 0; i + 1 < words.size(); i += 2) {
			given.put(words.get(i), words.get(i + 1));
		}
		return new Options(names(given.getOrDefault("--modes", "")), names(given.getOrDefault("--contestants", "")),
				Integer.parseInt(given.getOrDefault("--rounds", quick ? "3" : "5")),
				seconds(given.getOrDefault("--seconds", quick ? "0.5" : "1.5")),
				seconds(given.getOrDefault("--warm-up", quick ? "0.5" : "1.5")), quick,
				given.getOrDefault("--ours-b", ""), Path.of(given.getOrDefault("--directory", "benchmarks")),
				given.getOrDefault("--docs", ""));
	}

	/**
	 * Whether a contestant is to be measured in a mode.
	 */
	boolean admit(Mode mode, Contestant contestant) {
		boolean wanted = this.contestants.isEmpty() || this.contestants.contains(contestant.name());
		// The other build is measured wherever this one is
		String name = contestant.name().equals("ours-b") ? "ours" : contestant.name();
		return wanted && mode.contestants().contains(name);
	}

	boolean admit(Mode mode) {
		return this.modes.isEmpty() || this.modes.contains(mode.name());
	}

	private static List<String> names(String names) {
		return names.isEmpty() ? List.of() : List.of(names.split(","));
	}

	private static Duration seconds(String number) {
		return Duration.ofMillis((long) (Double.parseDouble(number) * 1000));
	}

}
