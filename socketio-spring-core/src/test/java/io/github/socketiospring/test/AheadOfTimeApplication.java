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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.awaitility.Awaitility;

import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that was processed ahead of time and runs in a process of its own, on a
 * free port. It is processed and compiled as the goal {@code process-aot} of Spring
 * Boot's plugin does it. To be closed.
 */
public final class AheadOfTimeApplication implements AutoCloseable {

	private static final Duration DEADLINE = Duration.ofMinutes(2);

	private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");

	private static final String GROUP = "io.github.socketio-spring";

	private static final String ARTIFACT = "ahead-of-time";

	private final Class<?> application;

	private final Path folder;

	private final String[] arguments;

	private Process process;

	private AheadOfTimeApplication(Class<?> application, Path folder, String... arguments) {
		this.application = application;
		this.folder = folder;
		this.arguments = arguments;
	}

	/**
	 * Process an application, compile what comes of it, and start it.
	 * @param application a public class with a main method
	 * @param folder an empty folder, for what is generated and for the log
	 * @param arguments of the application, as it is processed and as it runs
	 * @return the application, which takes requests
	 */
	public static AheadOfTimeApplication start(Class<?> application, Path folder, String... arguments) {
		String[] all = Stream
			.concat(Stream.of("--spring.main.banner-mode=off", "--server.address=127.0.0.1", "--server.port=0",
					"--logging.level." + application.getName() + "=info",
					"--logging.level.org.springframework.boot.reactor.netty=info"), Arrays.stream(arguments))
			.toArray(String[]::new);
		AheadOfTimeApplication started = new AheadOfTimeApplication(application, folder, all);
		try {
			started.generate();
			started.compile();
			started.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return started;
	}

	private void generate() throws IOException, InterruptedException {
		Path log = this.folder.resolve("processing.log");
		Process process = java(log, System.getProperty("java.class.path"), List.of(),
				SpringApplicationAotProcessor.class.getName(), this.application.getName(), sources().toString(),
				resources().toString(), classes().toString(), GROUP, ARTIFACT);
		boolean ended = process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS);
		process.destroyForcibly();
		assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
	}

	private void compile() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> sources = Files.walk(sources())) {
			List<String> options = List.of("-proc:none", "-nowarn", "-parameters", "-d", classes().toString(), "-cp",
					classPath());
			List<Path> all = sources.filter((source) -> source.toString().endsWith(".java")).toList();
			assertThat(
					compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(all)).call())
				.isTrue();
		}
	}

	private void run() throws IOException {
		Path log = this.folder.resolve("application.log");
		this.process = java(log, classPath(), List.of("-Dspring.aot.enabled=true"), this.application.getName());
		try {
			Awaitility.await("start of " + this.application)
				.atMost(DEADLINE)
				.pollInterval(Duration.ofMillis(50))
				.failFast(() -> assertThat(this.process.isAlive()).as(log()).isTrue())
				.until(() -> PORT.matcher(log()).find());
		}
		catch (Throwable ex) {
			this.process.destroyForcibly();
			throw ex;
		}
	}

	private Process java(Path log, String classPath, List<String> options, String... program) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// Neither lives for long
		command.add("-XX:TieredStopAtLevel=1");
		command.addAll(options);
		command.addAll(List.of("-cp", classPath));
		command.addAll(List.of(program));
		command.addAll(List.of(this.arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	private String classPath() {
		return String.join(File.pathSeparator, classes().toString(), resources().toString(),
				System.getProperty("java.class.path"));
	}

	private Path sources() {
		return this.folder.resolve("sources");
	}

	private Path resources() {
		return this.folder.resolve("resources");
	}

	private Path classes() {
		return this.folder.resolve("classes");
	}

	/**
	 * What a native image would be told.
	 * @return the file {@code reachability-metadata.json}
	 */
	public Path metadata() {
		return resources().resolve(Path.of("META-INF", "native-image", GROUP, ARTIFACT, "reachability-metadata.json"));
	}

	/**
	 * The port on which it listens.
	 * @return the port
	 */
	public int port() {
		Matcher port = PORT.matcher(log());
		assertThat(port.find()).isTrue();
		return Integer.parseInt(port.group(1));
	}

	/**
	 * Where it listens.
	 * @return the URL without a path
	 */
	public URI url() {
		return URI.create("http://127.0.0.1:" + port());
	}

	/**
	 * What it has logged.
	 * @return the whole text
	 */
	public String log() {
		try {
			return Files.readString(this.folder.resolve("application.log"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			throw new IllegalStateException(ex);
		}
	}

}
