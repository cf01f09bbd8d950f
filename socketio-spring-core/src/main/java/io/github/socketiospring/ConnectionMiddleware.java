package io.github.socketiospring;

import reactor.core.publisher.Mono;

/**
 * Looks at each socket that wants to connect to a namespace, before anything else does.
 *
 * @see SocketIONamespace#use(ConnectionMiddleware)
 * @see <a href="https://socket.io/docs/v4/middlewares/">Socket.IO: middlewares</a>
 */
@FunctionalInterface
public interface ConnectionMiddleware {

	/**
	 * Decide on a socket.
	 * @param socket the socket, not connected yet
	 * @return completes to let it pass; an error (or an exception thrown) refuses it, see
	 * {@link ConnectionRefusedException}
	 */
	Mono<Void> handle(SocketIOSocket socket);

}
