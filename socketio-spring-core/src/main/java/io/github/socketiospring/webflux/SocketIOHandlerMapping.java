package io.github.socketiospring.webflux;

import java.util.Map;

import org.springframework.util.Assert;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/**
 * Maps a {@link SocketIOWebHandler} to its path in a WebFlux application, with and without
 * a slash at the end; nothing below it is served. Comes before the application's own
 * mappings, and checks cross-origin requests, WebSocket upgrades included.
 */
public class SocketIOHandlerMapping extends SimpleUrlHandlerMapping {

	/** The order of the mapping: before those of controllers and functional routes. */
	public static final int DEFAULT_ORDER = -2;

	/**
	 * Create the mapping.
	 * @param path the path, for example {@code /socket.io}
	 * @param handler the handler
	 */
	public SocketIOHandlerMapping(String path, SocketIOWebHandler handler) {
		String base = basePath(path);
		setUrlMap(Map.of(base, handler, base + "/", handler));
		setOrder(DEFAULT_ORDER);
		setCorsProcessor(new SocketIOCorsProcessor());
	}

	static String basePath(String path) {
		String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
		Assert.isTrue(base.startsWith("/") && base.length() > 1 && !base.contains("*") && !base.contains("{"),
				() -> "The path of a Socket.IO server must begin with a slash, must not be the root,"
						+ " and cannot be a pattern: '" + path + "'");
		return base;
	}

}
