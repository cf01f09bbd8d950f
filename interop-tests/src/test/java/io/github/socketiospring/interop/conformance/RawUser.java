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

package io.github.socketiospring.interop.conformance;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that does not give up: it comes back when the connection is lost, asks for
 * what it missed, and sends an event until it is acknowledged. For one thread.
 */
final class RawUser implements Closeable {

	private static final int MAX_LOSSES = 60;

	private static final Pattern OPEN = Pattern.compile("0\\{\"sid\":\"([^\"]+)\".*}");

	private static final Pattern CONNECTED = Pattern.compile("40\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"}");

	private static final Pattern NEWS = Pattern.compile("42\\[\"news\",\"([^\"]+)\",\"([^\"]+)\"]");

	private final ServerUnderTest server;

	private final Way way;

	private final String name;

	private final Duration patience;

	/** What was sent and received, for the message of a failure. */
	private final List<String> transcript = new ArrayList<>();

	private final Set<String> news = new HashSet<>();

	private Transport transport;

	private String socketId;

	private String privateId;

	private String offset;

	private boolean recovered = true;

	private int attempts;

	private int losses;

	private long end;

	/**
	 * A user who has not connected yet.
	 * @param patience how long the user waits for an answer before it connects anew
	 */
	RawUser(ServerUnderTest server, Way way, String name, Duration patience) {
		this.patience = patience;
		this.server = server;
		this.way = way;
		this.name = name;
	}

	/**
	 * Sends an event with an id of its own until it is acknowledged. Each time it tells
	 * how often it has sent so far.
	 * @param number makes the id, behind the name
	 */
	void send(int number) {
		String id = this.name + ":" + number;
		persist(() -> {
			int attempt = this.attempts;
			write("42" + attempt + "[\"work\",\"" + id + "\"," + attempt + "]");
			String acknowledged = "43" + attempt + "[\"" + id + "\"]";
			for (String packet = next(); !packet.equals(acknowledged); packet = next()) {
				assertThat(packet).as("packet for %s", this).startsWith("43");
			}
		});
	}

	/**
	 * Waits until so many news have come, unless some were lost with a session that could
	 * not be recovered.
	 */
	void awaitNews(int count) {
		persist(() -> {
			while (this.recovered && this.news.size() < count) {
				assertThat(next()).as("packet for %s", this).startsWith("43");
			}
		});
	}

	/**
	 * Whether the connection was lost, and the server has recovered the session each
	 * time.
	 */
	boolean wasRecovered() {
		return this.recovered && this.losses > 0;
	}

	private void write(String packet) {
		this.transcript.add("> " + packet);
		this.transport.send(packet);
	}

	private String read() {
		String packet = this.transport.next();
		this.transcript.add("< " + packet);
		return packet;
	}

	private void persist(Runnable action) {
		for (boolean done = false; !done;) {
			this.attempts++;
			this.end = System.nanoTime() + this.patience.toNanos();
			try {
				if (this.transport == null) {
					connect();
				}
				action.run();
				done = true;
			}
			catch (UncheckedIOException ex) {
				this.losses++;
				this.transcript.add("! " + ex.getMessage());
				assertThat(this.losses).as("losses of %s", this).isLessThan(MAX_LOSSES);
				close();
			}
		}
	}

	private void connect() {
		this.transport = this.way.open(this.server, this.patience);
		String seen = (this.offset != null) ? ",\"offset\":\"" + this.offset + "\"" : "";
		write((this.privateId != null) ? "40{\"pid\":\"" + this.privateId + "\"" + seen + "}" : "40");
		// What was missed comes first, and counts only if the reply comes too
		List<Matcher> missed = new ArrayList<>();
		String reply = read();
		for (Matcher news = NEWS.matcher(reply); news.matches(); news = NEWS.matcher(reply)) {
			missed.add(news);
			reply = read();
		}
		Matcher matcher = CONNECTED.matcher(reply);
		assertThat(matcher.matches()).as("reply to CONNECT for %s", this).isTrue();
		this.recovered &= this.socketId == null || this.socketId.equals(matcher.group(1));
		this.socketId = matcher.group(1);
		this.privateId = matcher.group(2);
		missed.forEach(this::onNews);
	}

	private void onNews(Matcher packet) {
		assertThat(this.news.add(packet.group(1))).as("news for %s", this).isTrue();
		this.offset = packet.group(2);
	}

	/**
	 * The next packet that is no news.
	 */
	private String next() {
		if (System.nanoTime() - this.end > 0) {
			throw lost("no answer");
		}
		String packet = read();
		for (Matcher matcher = NEWS.matcher(packet); matcher.matches(); matcher = NEWS.matcher(packet)) {
			onNews(matcher);
			packet = read();
		}
		return packet;
	}

	/**
	 * Says goodbye.
	 */
	void leave() {
		persist(() -> {
			write("41");
			write("1");
		});
		close();
	}

	/**
	 * Vanishes.
	 */
	@Override
	public void close() {
		if (this.transport != null) {
			this.transport.close();
			this.transport = null;
		}
	}

	@Override
	public String toString() {
		return this.name + " (" + this.way + "): " + this.transcript;
	}

	/**
	 * How a client connects.
	 */
	enum Way {

		POLLING {
			@Override
			Transport open(ServerUnderTest server, Duration patience) {
				return new PollingTransport(server, patience);
			}
		},

		WEBSOCKET {
			@Override
			Transport open(ServerUnderTest server, Duration patience) {
				return new WebSocketTransport(server, "", patience)
					.begin((transport) -> assertThat(transport.next()).matches(OPEN));
			}
		},

		UPGRADE {
			@Override
			Transport open(ServerUnderTest server, Duration patience) {
				PollingTransport polling = new PollingTransport(server, patience);
				return new WebSocketTransport(server, "&sid=" + polling.sid, patience).begin((transport) -> {
					transport.send("2probe");
					assertThat(transport.next()).isEqualTo("3probe");
					transport.send("5");
				});
			}
		};

		abstract Transport open(ServerUnderTest server, Duration patience);

	}

	/**
	 * Sends and receives packets, and throws {@link UncheckedIOException} if that is
	 * over.
	 */
	interface Transport extends Closeable {

		void send(String packet);

		String next();

		@Override
		void close();

	}

	private static UncheckedIOException lost(String how) {
		return new UncheckedIOException(new IOException(how));
	}

	private static final class WebSocketTransport implements Transport {

		private final RawHttp http;

		private final RawWebSocket webSocket;

		WebSocketTransport(ServerUnderTest server, String query, Duration patience) {
			this.http = new RawHttp(server.port());
			this.http.deadline(patience);
			try {
				RawWebSocket.request(this.http, server.target("websocket", query));
				RawResponse response = this.http.response();
				if (response.status() != 101) {
					assertThat(response.summary()).isEqualTo("400 Session ID unknown");
					throw lost("session is gone");
				}
			}
			catch (RuntimeException ex) {
				this.http.close();
				throw ex;
			}
			this.webSocket = RawWebSocket.over(server, this.http);
		}

		/**
		 * Does what comes first, and leaves no connection behind if that fails.
		 */
		WebSocketTransport begin(Consumer<WebSocketTransport> greeting) {
			try {
				greeting.accept(this);
				return this;
			}
			catch (RuntimeException | AssertionError ex) {
				close();
				throw ex;
			}
		}

		@Override
		public void send(String packet) {
			this.webSocket.send(packet);
		}

		@Override
		public String next() {
			while (true) {
				RawWebSocket.Frame frame = this.webSocket.message();
				if (frame.opcode() == RawWebSocket.CLOSE) {
					throw lost("closed");
				}
				switch (frame.text()) {
					case "2" -> send("3");
					case "6" -> {
						// what a poll would get
					}
					default -> {
						return frame.text();
					}
				}
			}
		}

		@Override
		public void close() {
			this.http.abort();
		}

	}

	private static final class PollingTransport implements Transport {

		private final ServerUnderTest server;

		private final Duration patience;

		private final String sid;

		private final Queue<String> received = new ArrayDeque<>();

		PollingTransport(ServerUnderTest server, Duration patience) {
			this.patience = patience;
			this.server = server;
			String body = exchange("", null);
			Matcher matcher = OPEN.matcher(body);
			assertThat(matcher.matches()).as("open packet in " + body).isTrue();
			this.sid = matcher.group(1);
		}

		@Override
		public void send(String packet) {
			assertThat(exchange("&sid=" + this.sid, packet)).isEqualTo("ok");
		}

		@Override
		public String next() {
			while (true) {
				while (this.received.isEmpty()) {
					this.received.addAll(List.of(exchange("&sid=" + this.sid, null).split(Polling.SEPARATOR)));
				}
				String packet = this.received.remove();
				switch (packet) {
					case "1" -> throw lost("closed");
					case "2" -> send("3");
					case "6" -> {
						// the end of a poll
					}
					default -> {
						return packet;
					}
				}
			}
		}

		private String exchange(String query, String packet) {
			try (RawHttp http = new RawHttp(this.server.port())) {
				http.deadline(this.patience);
				String target = this.server.target("polling", query);
				if (packet != null) {
					http.post(target, packet);
				}
				else {
					http.get(target);
				}
				RawResponse response = http.response();
				if (response.status() != 200) {
					// Without a body if the session ended while the request was there
					assertThat(response.summary()).isIn(Polling.UNKNOWN_SESSION, "400");
					throw lost("session is gone");
				}
				return response.text();
			}
		}

		@Override
		public void close() {
			// there is no connection between requests
		}

	}

}
