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

package io.github.socketiospring.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream from its end on, over a connection of its own, which Redis holds until
 * there is something. Goes on where it was when the connection was lost.
 */
final class StreamReader {

	private static final Log logger = LogFactory.getLog(StreamReader.class);

	private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);

	private final StatefulConnection<String, byte[]> connection;

	private final RedisClusterAsyncCommands<String, byte[]> commands;

	private final String stream;

	private final XReadArgs args;

	private final BiConsumer<StreamId, StreamMessage<String, byte[]>> consumer;

	/** Where to read on: whoever may write to the stream can choose ids that are none. */
	private volatile String position = StreamId.ZERO.toString();

	private volatile StreamId last = StreamId.ZERO;

	private volatile boolean connected = true;

	private volatile boolean closed;

	/**
	 * Create a reader.
	 * @param connection what nobody else uses
	 * @param stream the name of the stream
	 * @param readCount how many entries are read at a time
	 * @param blockTime how long Redis waits for them
	 * @param consumer called with each entry, one after another
	 */
	StreamReader(StatefulConnection<String, byte[]> connection, String stream, int readCount, Duration blockTime,
			BiConsumer<StreamId, StreamMessage<String, byte[]>> consumer) {
		this.connection = connection;
		this.commands = RedisConnections.commands(connection);
		this.stream = stream;
		this.args = new XReadArgs().count(readCount).block(blockTime);
		this.consumer = consumer;
	}

	/**
	 * Find the end of the stream, and begin to read there.
	 * @return completes when nothing that is added later can be missed
	 */
	CompletionStage<Void> start() {
		return this.commands.xrevrange(this.stream, Range.unbounded(), Limit.from(1)).thenAccept((entries) -> {
			for (StreamMessage<String, byte[]> entry : entries) {
				StreamId id = StreamId.parse(entry.getId());
				this.last = (id != null) ? id : StreamId.ZERO;
				this.position = entry.getId();
			}
			read();
		});
	}

	/**
	 * The last entry that the consumer has got.
	 */
	StreamId last() {
		return this.last;
	}

	boolean isConnected() {
		return this.connected;
	}

	@SuppressWarnings("unchecked")
	private void read() {
		if (this.closed) {
			return;
		}
		this.commands.xread(this.args, XReadArgs.StreamOffset.from(this.stream, this.position))
			.whenComplete(this::onRead);
	}

	private void onRead(@Nullable List<StreamMessage<String, byte[]>> entries, @Nullable Throwable error) {
		this.connected = error == null;
		if (error != null) {
			CompletableFuture.delayedExecutor(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS).execute(this::read);
			return;
		}
		if (entries != null) {
			entries.forEach(this::accept);
		}
		read();
	}

	private void accept(StreamMessage<String, byte[]> entry) {
		StreamId id = StreamId.parse(entry.getId());
		if (id != null) {
			try {
				this.consumer.accept(id, entry);
			}
			catch (RuntimeException ex) {
				logger.error("Entry " + id + " of stream " + this.stream + " could not be handled", ex);
			}
			this.last = id;
		}
		this.position = entry.getId();
	}

	CompletionStage<Void> close() {
		this.closed = true;
		return this.connection.closeAsync();
	}

}
