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

package io.github.socketiospring.webflux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * The files of the official JavaScript client, as the module
 * {@code socketio-spring-client-js} brings them: each as it is and in three encodings.
 *
 * @param version the version of the client
 * @param files the files that may be served
 */
record ClientBundle(String version, List<ClientFile> files) {

	static final String LOCATION = "META-INF/socketio-spring-client-js/";

	/** No files. */
	static final ClientBundle NONE = new ClientBundle("", List.of());

	ClientBundle {
		files = List.copyOf(files);
	}

	/**
	 * Find the files on the class path.
	 * @param classLoader where to look
	 * @return the files, none if the module is not there
	 */
	static ClientBundle find(@Nullable ClassLoader classLoader) {
		ClassLoader loader = (classLoader != null) ? classLoader : ClassLoader.getSystemClassLoader();
		try (InputStream in = loader.getResourceAsStream(LOCATION + "client.properties")) {
			if (in == null) {
				return NONE;
			}
			Properties properties = new Properties();
			properties.load(in);
			List<ClientFile> files = new ArrayList<>();
			for (String name : properties.getProperty("files").split(",")) {
				files.add(new ClientFile(name, loader, LOCATION + name));
			}
			return new ClientBundle(properties.getProperty("version"), files);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read the client's files from the class path", ex);
		}
	}

}
