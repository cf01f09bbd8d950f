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

package io.github.socketiospring.test;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails the test run if a Netty buffer was not released. JUnit finds this class by its
 * service file, so that every module that has core's test support on its class path is
 * held to it, whatever the tests do. An exception of this listener, other than one of a
 * test listener, is not swallowed.
 */
public class NettyLeakCheck implements LauncherSessionListener {

	private static final int ROUNDS = 3;

	private static final long ROUND_MILLIS = 250;

	private static final Pattern RUNNER_FRAME = Pattern
		.compile("\\s+(org\\.junit\\.|org\\.apache\\.maven\\.|java\\.base/(jdk\\.internal|java\\.lang)\\.)");

	private static final LeakRecorder recorder = new LeakRecorder();

	@Override
	public void launcherSessionOpened(LauncherSession session) {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(recorder);
	}

	@Override
	public void launcherSessionClosed(LauncherSession session) {
		if (!recorder.isUsed()) {
			return;
		}
		List<String> problems = new ArrayList<>();
		if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
			problems.add("Leak detection was switched to " + ResourceLeakDetector.getLevel() + " by a test.");
		}
		for (int round = 0; round < ROUNDS; round++) {
			collectGarbage();
			recorder.poll();
		}
		problems.addAll(recorder.drain());
		if (!problems.isEmpty()) {
			throw new LeakError(problems);
		}
	}

	/**
	 * Collects garbage and waits until references that were cleared by that are queued.
	 */
	private static void collectGarbage() {
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		WeakReference<Object> sentinel = new WeakReference<>(new Object(), queue);
		System.gc();
		try {
			queue.remove(ROUND_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			sentinel.clear();
		}
	}

	/**
	 * Without a stack trace of its own: what matters is where the buffers were touched.
	 */
	private static final class LeakError extends Error {

		LeakError(List<String> problems) {
			super("Netty buffers were not released (" + problems.size() + " records):\n\n"
					+ problems.stream().map(LeakError::withoutRunner).collect(Collectors.joining("\n\n")), null, false,
					false);
		}

		private static String withoutRunner(String problem) {
			return problem.lines()
				.filter((line) -> !RUNNER_FRAME.matcher(line).lookingAt())
				.collect(Collectors.joining("\n"));
		}

	}

}
