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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server to be measured.
 */
interface Contestant {

	/**
	 * Its name on the command line.
	 */
	String name();

	/**
	 * Its name for readers.
	 */
	String title();

	/**
	 * What starts it.
	 * @param jvmOptions for those on the JVM
	 */
	List<String> command(List<String> jvmOptions);

	/**
	 * The same, started with further arguments.
	 */
	Contestant with(List<String> arguments);

	/**
	 * Have it collect its garbage.
	 * @return the bytes that live on its heap, or 0 if that is not a part of the process
	 * that is always resident as a whole
	 */
	long collectGarbage(ServerProcess server) throws IOException;

	/**
	 * A server on the JVM.
	 *
	 * @param name its name on the command line
	 * @param title its name for readers
	 * @param classPath where its classes are
	 * @param main its main class, and the arguments
	 */
	record Java(String name, String title, String classPath, List<String> main) implements Contestant {

		private static final String HOME = System.getProperty("java.home") + "/bin/";

		@Override
		public List<String> command(List<String> jvmOptions) {
			List<String> command = new ArrayList<>(List.of(HOME + "java"));
			command.addAll(List.of("-Dreactor.netty.ioWorkerCount=1", "-Dio.netty.leakDetection.level=disabled",
					"-XX:-UsePerfData"));
			command.addAll(jvmOptions);
			command.addAll(List.of("-cp", this.classPath));
			command.addAll(this.main);
			return command;
		}

		@Override
		public Contestant with(List<String> arguments) {
			return new Java(this.name, this.title, this.classPath,
					Stream.concat(this.main.stream(), arguments.stream()).toList());
		}

		@Override
		public long collectGarbage(ServerProcess server) throws IOException {
			// Collects before it counts
			Process histogram = new ProcessBuilder(HOME + "jcmd", String.valueOf(server.pid()), "GC.class_histogram")
				.start();
			String[] lines = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim()
				.split("\n");
			String[] total = lines[lines.length - 1].trim().split(" +");
			return Long.parseLong(total[2]);
		}

	}

	/**
	 * A server on Node.js.
	 *
	 * @param name its name on the command line
	 * @param title its name for readers
	 * @param script what it runs, and the arguments
	 */
	record Node(String name, String title, List<String> script) implements Contestant {

		@Override
		public List<String> command(List<String> jvmOptions) {
			return Stream.concat(Stream.of("node", "--expose-gc"), this.script.stream()).toList();
		}

		@Override
		public Contestant with(List<String> arguments) {
			return new Node(this.name, this.title, Stream.concat(this.script.stream(), arguments.stream()).toList());
		}

		@Override
		public long collectGarbage(ServerProcess server) throws IOException {
			server.ask("gc");
			return 0;
		}

	}

}
