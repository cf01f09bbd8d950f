package io.github.socketiospring.server;

import java.time.Duration;

import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.adapter.AdapterFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * The options of a server above the engine.
 */
record ServerOptions(String path, Duration connectTimeout, int maxAttachments, boolean strictNamespaces,
		HandlerExecution execution, @Nullable Duration handlerTimeout, boolean errorAck, Scheduler workers,
		AdapterFactory adapterFactory) {
}
