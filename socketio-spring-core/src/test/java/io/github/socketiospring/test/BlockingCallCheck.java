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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.blockhound.BlockingOperationError;

/**
 * Fails the test run if a thread blocked that must not: the event loops of Netty, the
 * threads of Reactor's parallel and single schedulers, the timer of a server. The call
 * goes on, since an error on an event loop may be caught by anybody and a class that
 * could not be initialized stays broken: all are told at the end. JUnit finds this class
 * by its service file, so that every module that has core's test support on its class
 * path is held to it.
 */
public class BlockingCallCheck implements LauncherSessionListener {

	/** The code that this project can mend. */
	private static final String OURS = "io.github.socketiospring.";

	/**
	 * Their locks keep one order of what several event loops do. They are held for
	 * moments; what runs then of an application, to create an adapter or to hear of a new
	 * namespace, must not block.
	 */
	private static final Set<String> SHORT_LOCKS = Set.of("io.github.socketiospring.adapter.RecoveringInMemoryAdapter",
			"io.github.socketiospring.server.Namespaces");

	private static final Map<List<StackTraceElement>, BlockingOperationError> found = new ConcurrentHashMap<>();

	@Override
	public void launcherSessionOpened(LauncherSession session) {
		BlockHound.install((builder) -> {
			allow(builder);
			builder.blockingMethodCallback(BlockingCallCheck::onBlockingCall);
		});
	}

	/**
	 * What others do, and this project cannot mend.
	 */
	private static void allow(BlockHound.Builder builder) {
		// Threads without an event loop share arenas, which are locked for moments
		builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate");
		// An application that minds has an asynchronous appender
		builder.allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders");
	}

	private static void onBlockingCall(BlockingMethod method) {
		BlockingOperationError error = new BlockingOperationError(method);
		if (!isShortLock(error.getStackTrace())) {
			found.putIfAbsent(List.of(error.getStackTrace()), error);
		}
	}

	/**
	 * Two threads that want a lock at once are an accident of timing, which a run may
	 * show or not. Queues, timers and caches of libraries have such locks and hold them
	 * for moments. To wait for a condition, a latch or a result is another matter.
	 */
	private static boolean isShortLock(StackTraceElement[] stack) {
		for (int i = 1; i < stack.length; i++) {
			if (stack[i - 1].getClassName().equals(ReentrantLock.class.getName())
					&& stack[i - 1].getMethodName().equals("lock")) {
				String holder = stack[i].getClassName();
				return !holder.startsWith(OURS) || SHORT_LOCKS.contains(holder);
			}
		}
		return false;
	}

	/**
	 * Takes the calls that were found since the last time, which do not fail the run
	 * then.
	 * @return an error for each place, with the stack that blocked
	 */
	static List<BlockingOperationError> drain() {
		List<BlockingOperationError> errors = List.copyOf(found.values());
		found.values().removeAll(errors);
		return errors;
	}

	@Override
	public void launcherSessionClosed(LauncherSession session) {
		List<BlockingOperationError> errors = drain();
		if (!errors.isEmpty()) {
			throw new BlockingCallError(errors);
		}
	}

	/**
	 * Without a stack trace of its own: what matters is where the threads blocked.
	 */
	private static final class BlockingCallError extends Error {

		BlockingCallError(List<BlockingOperationError> errors) {
			super("Threads that must not block did so, in " + errors.size() + " places", null, true, false);
			errors.forEach(this::addSuppressed);
		}

	}

}
