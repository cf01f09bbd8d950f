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

package io.github.socketiospring.server;

import java.time.Duration;

import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOObserver;
import io.github.socketiospring.adapter.AdapterFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * The options of a server above the engine.
 */
record ServerOptions(String path, Duration connectTimeout, int maxNamespacesPerConnection, int maxAttachments,
		boolean strictNamespaces, HandlerExecution execution, @Nullable Duration handlerTimeout, boolean errorAck,
		boolean problemDetails, @Nullable EventRateLimit rateLimit, Scheduler workers,
		@Nullable AdapterFactory adapterFactory, @Nullable RecoveryOptions recovery, ChildNamespaceOptions children,
		InboundOptions inbound, @Nullable SocketIOObserver observer, @Nullable SocketIOGuard guard,
		@Nullable HandlerScope workerScope, @Nullable HandlerScope eventLoopScope) {

	/**
	 * What prepares the thread of a handler.
	 */
	@Nullable HandlerScope scope(boolean blocking) {
		return blocking ? this.workerScope : this.eventLoopScope;
	}

}
