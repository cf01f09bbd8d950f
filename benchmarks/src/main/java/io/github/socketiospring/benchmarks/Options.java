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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said on the command line, each as {@code --name value}.
 *
 * @param modes what is measured
 * @param contestants who is
 * @param rounds how often
 * @param round how long in each round
 * @param warmUp how long before the first
 * @param otherBuild class path of another build of this library, or empty
 * @param directory that of the module
 */
record Options(List<String> modes, List<String> contestants, int rounds, Duration round, Duration warmUp,
		String otherBuild, Path directory) {

	static Options parse(String... args) {
		Map<String, String> given = new HashMap<>();
		for (int i = 0; i < args.length; i += 2) {
			given.put(args[i], args[i + 1]);
		}
		return new Options(List.of(given.getOrDefault("--modes", "echo,ack").split(",")),
				List.of(given.getOrDefault("--contestants", "ours,node,limit").split(",")),
				Integer.parseInt(given.getOrDefault("--rounds", "5")), seconds(given.getOrDefault("--seconds", "1.5")),
				seconds(given.getOrDefault("--warm-up", "4")), given.getOrDefault("--ours-b", ""),
				Path.of(given.getOrDefault("--directory", "benchmarks")));
	}

	private static Duration seconds(String number) {
		return Duration.ofMillis((long) (Double.parseDouble(number) * 1000));
	}

}
