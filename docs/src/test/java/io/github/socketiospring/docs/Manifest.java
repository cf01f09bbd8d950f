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

package io.github.socketiospring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * An object of Kubernetes, or a part of one.
 *
 * @param value a map, a list or a plain value of YAML
 */
record Manifest(Object value) {

	private static final Path FOLDER = Path.of("kubernetes");

	/**
	 * Read all objects of all files. A key that is there twice is an error.
	 */
	static List<Manifest> all() {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		Yaml yaml = new Yaml(new SafeConstructor(options));
		try (Stream<Path> files = Files.list(FOLDER)) {
			return files.sorted()
				.map(Manifest::text)
				.flatMap((text) -> StreamSupport.stream(yaml.loadAll(text).spliterator(), false))
				.map(Manifest::new)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String kind() {
		return get("kind").text();
	}

	String name() {
		return get("metadata", "name").text();
	}

	boolean isNamed(String kind, String name) {
		return kind().equals(kind) && name().equals(name);
	}

	/**
	 * A part that has to be there.
	 */
	Manifest get(String... path) {
		Manifest part = this;
		for (String key : path) {
			if (!part.has(key)) {
				throw new AssertionError("There is no " + String.join(".", path) + " in " + this);
			}
			part = new Manifest(((Map<?, ?>) part.value).get(key));
		}
		return part;
	}

	boolean has(String key) {
		return this.value instanceof Map<?, ?> map && map.get(key) != null;
	}

	List<Manifest> items() {
		return ((List<?>) this.value).stream().map(Manifest::new).toList();
	}

	String text() {
		return (String) this.value;
	}

	int number() {
		return (Integer) this.value;
	}

	/**
	 * All maps in here whose key in the map above is one of these.
	 */
	List<Manifest> find(String... keys) {
		List<Manifest> found = new ArrayList<>();
		if (this.value instanceof Map<?, ?> map) {
			map.forEach((key, part) -> {
				Manifest manifest = new Manifest(part);
				if (List.of(keys).contains(key)) {
					found.add(manifest);
				}
				found.addAll(manifest.find(keys));
			});
		}
		else if (this.value instanceof List<?> list) {
			list.forEach((part) -> found.addAll(new Manifest(part).find(keys)));
		}
		return found;
	}

}
