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

package io.github.socketiospring.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The processes that tests have started: none is left when this one ends.
 */
final class Processes {

	private static final Set<Process> running = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> running.forEach(Process::destroyForcibly)));
	}

	private Processes() {
	}

	static Process start(ProcessBuilder builder) {
		try {
			Process process = builder.start();
			running.add(process);
			process.onExit().thenAccept(running::remove);
			return process;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Let nothing of a process be done any more, without its knowing: {@code kill -STOP}.
	 */
	static void pause(Process process) {
		signal(process, "STOP");
	}

	static void resume(Process process) {
		signal(process, "CONT");
	}

	/**
	 * End a process as a failure of the machine does: {@code kill -KILL}.
	 */
	static void kill(Process process) {
		process.destroyForcibly();
		await(process, 30);
	}

	static boolean await(Process process, long seconds) {
		try {
			return process.waitFor(seconds, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static void signal(Process process, String signal) {
		Process kill = start(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).inheritIO());
		if (!await(kill, 30) || kill.exitValue() != 0) {
			throw new IllegalStateException("kill -" + signal + " failed");
		}
	}

}
