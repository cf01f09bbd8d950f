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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.socketiospring.boot.autoconfigure.SocketIOProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks up each property of the samples, and each {@code socketio.*} that the text of a
 * page names, in the metadata of this library and of Spring Boot, and binds those of the
 * samples.
 */
class ConfigurationSampleTests {

	/** Not those of meters, and of what is in the MDC. */
	private static final Pattern NAME = Pattern
		.compile("[`+](socketio\\.(?!server|socket|namespace|event)[a-z][a-z0-9.-]*?)(?:\\.\\*)?(?:=[^`]*)?[`+]");

	@ParameterizedTest
	@MethodSource("samples")
	void isConfiguration(CodeBlock block) throws IOException {
		MutablePropertySources sources = new MutablePropertySources();
		List<String> names = new ArrayList<>();
		for (PropertySource<?> source : load(block)) {
			sources.addLast(source);
			names.addAll(List.of(((EnumerablePropertySource<?>) source).getPropertyNames()));
		}
		assertThat(names).isNotEmpty()
			.allSatisfy((name) -> assertThat(ConfigurationMetadata.isKnown(name)).as(name).isTrue());
		Binder binder = new Binder(ConfigurationPropertySources.from(sources), null,
				ApplicationConversionService.getSharedInstance());
		// Throws for a value that is not of the property's type
		binder.bind("socketio", Bindable.of(SocketIOProperties.class),
				new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
	}

	static Stream<CodeBlock> samples() {
		return Page.blocks("yaml", "properties").stream();
	}

	private static List<PropertySource<?>> load(CodeBlock block) throws IOException {
		ByteArrayResource resource = new ByteArrayResource(block.text().getBytes(StandardCharsets.UTF_8));
		return block.language().equals("yaml") ? new YamlPropertySourceLoader().load(block.toString(), resource)
				: new PropertiesPropertySourceLoader().load(block.toString(), resource);
	}

	@Test
	void pagesNamePropertiesThatThereAre() {
		Set<String> unknown = new TreeSet<>();
		Set<String> named = new HashSet<>();
		for (Page page : Page.all()) {
			Matcher matcher = NAME.matcher(String.join("\n", page.lines()));
			while (matcher.find()) {
				String name = matcher.group(1);
				named.add(name);
				if (!ConfigurationMetadata.isPropertyOrGroup(name)) {
					unknown.add(page.name() + ": " + name);
				}
			}
		}
		assertThat(unknown).isEmpty();
		assertThat(named).hasSizeGreaterThan(40);
	}

}
