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

package io.github.socketiospring.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import reactor.netty.http.HttpResources;

/**
 * What every server does once it listens.
 */
final class ServerMain {

	private ServerMain() {
	}

	/**
	 * Tell the harness the port, answer what it asks, and end with it: a harness that is
	 * killed leaves no process behind. Standard output is the way to the harness.
	 */
	static void ready(int port) throws IOException {
		PrintStream harness = System.out;
		harness.println("ready " + port);
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		Turns turns = null;
		for (String line = input.readLine(); line != null; line = input.readLine()) {
			if (!line.equals("turn")) {
				throw new IllegalArgumentException(line);
			}
			if (turns == null) {
				turns = new Turns(HttpResources.get().onServer(true).next());
			}
			harness.println("turn " + turns.longest());
		}
		Runtime.getRuntime().halt(0);
	}

}
