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
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * Keeps what one class logs, and keeps it out of the output of the tests. To be closed.
 */
public final class LogRecorder implements AutoCloseable {

	private final Logger logger;

	private final Level level;

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private LogRecorder(String name) {
		this.logger = (Logger) LoggerFactory.getLogger(name);
		this.level = this.logger.getLevel();
		this.appender.list = new CopyOnWriteArrayList<>();
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setAdditive(false);
		this.logger.setLevel(Level.DEBUG);
	}

	/**
	 * Begin to keep the log of a class.
	 * @param type the class that the logger is named after
	 * @return the recorder
	 */
	public static LogRecorder of(Class<?> type) {
		return of(type.getName());
	}

	/**
	 * Begin to keep the log of a package or of a class that cannot be seen.
	 * @param name the name of the logger
	 * @return the recorder
	 */
	public static LogRecorder of(String name) {
		return new LogRecorder(name);
	}

	/**
	 * What was logged at one level.
	 * @param level the level, for example {@code WARN}
	 * @return the messages in their order
	 */
	public List<String> messages(String level) {
		return this.appender.list.stream()
			.filter((event) -> event.getLevel() == Level.valueOf(level))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setAdditive(true);
		this.logger.setLevel(this.level);
	}

}
