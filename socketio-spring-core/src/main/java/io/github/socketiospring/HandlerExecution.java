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

package io.github.socketiospring;

/**
 * Where the methods of annotated controllers run
 * ({@code socketio.handler.execution=auto|event-loop|worker}).
 */
public enum HandlerExecution {

	/**
	 * By the method: one that returns a {@code Mono}, {@code Flux},
	 * {@code CompletionStage} or another reactive type starts on the event loop, and so
	 * does one that is marked as non-blocking; every other one may block, and runs on a
	 * worker. The default.
	 */
	AUTO,

	/**
	 * Every method starts on the event loop, and none may block its thread.
	 */
	EVENT_LOOP,

	/**
	 * Every method runs on a worker and may block, those that return a reactive type or
	 * are marked as non-blocking included.
	 */
	WORKER

}
