package io.github.socketiospring.server;

import io.github.socketiospring.EventHandler;
import io.github.socketiospring.protocol.PacketCodec;

/**
 * A handler with what is prepared once for it.
 */
final class PreparedHandler {

	private final EventHandler handler;

	private final PayloadBinding binding;

	private final boolean blocking;

	private final ErrorLog errorLog;

	PreparedHandler(EventHandler handler, PacketCodec codec, String event, String namespace) {
		this.handler = handler;
		this.binding = new PayloadBinding(codec, handler.payloadTypes());
		this.blocking = handler.isBlocking();
		this.errorLog = new ErrorLog(
				() -> handler.description() + " failed to handle '" + event + "' of namespace " + namespace);
	}

	EventHandler handler() {
		return this.handler;
	}

	PayloadBinding binding() {
		return this.binding;
	}

	boolean isBlocking() {
		return this.blocking;
	}

	ErrorLog errorLog() {
		return this.errorLog;
	}

}
