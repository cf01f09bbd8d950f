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

package io.github.socketiospring.interop.deployment;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A proxy that runs as a process of its own, with all of its files in one folder and on a
 * free port of the loopback interface.
 */
final class ReverseProxy implements AutoCloseable {

	private final Process process;

	private final int port;

	private ReverseProxy(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Starts a proxy.
	 * @param kind which one
	 * @param configuration as the documentation shows it
	 * @param folder where it may write
	 * @param instances the ports of the instances behind it
	 */
	static ReverseProxy start(Kind kind, String configuration, Path folder, List<Integer> instances)
			throws IOException {
		Optional<Path> executable = kind.executable();
		assumeTrue(executable.isPresent() || System.getenv("CI") != null,
				() -> "There is no " + kind.name + " on this machine");
		int port = freePort();
		String local = configuration.replace(kind.listen,
				kind.listen.replace(" 80;", " 127.0.0.1:" + port + ";").replace(" :80", " 127.0.0.1:" + port));
		for (int i = 0; i < instances.size(); i++) {
			local = local.replace("10.0.0.1" + (i + 1) + ":8080", "127.0.0.1:" + instances.get(i));
		}
		Files.writeString(folder.resolve("chat.conf"), local);
		Files.writeString(folder.resolve("main.conf"), kind.main());
		Process process = new ProcessBuilder(kind.command(executable.orElseThrow(), folder)).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("log.txt").toFile())
			.start();
		ReverseProxy proxy = new ReverseProxy(process, port);
		try {
			Awaitility.await("start of " + kind.name)
				.atMost(Duration.ofSeconds(30))
				.pollInterval(Duration.ofMillis(20))
				.until(proxy::answers);
		}
		catch (RuntimeException ex) {
			proxy.close();
			throw new IllegalStateException(Files.readString(folder.resolve("log.txt")), ex);
		}
		return proxy;
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private boolean answers() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("It has ended");
		}
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.port;
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The proxies, and what is around the documented part of their configuration.
	 */
	enum Kind {

		NGINX("nginx", "listen 80;") {

			@Override
			String main() {
				return """
						daemon off;
						pid nginx.pid;
						%s
						events {
						}
						http {
							access_log off;
							client_body_temp_path body;
							proxy_temp_path proxy;
							fastcgi_temp_path fastcgi;
							uwsgi_temp_path uwsgi;
							scgi_temp_path scgi;
							include chat.conf;
						}
						""".formatted(isRoot() ? "user root;" : "");
			}

			@Override
			List<String> command(Path executable, Path folder) {
				return List.of(executable.toString(), "-p", folder + "/", "-e", "stderr", "-c", "main.conf");
			}

		},

		HAPROXY("haproxy", "bind :80") {

			@Override
			String main() {
				return "";
			}

			@Override
			List<String> command(Path executable, Path folder) {
				return List.of(executable.toString(), "-db", "-f", folder.resolve("chat.conf").toString());
			}

		};

		private final String name;

		private final String listen;

		Kind(String name, String listen) {
			this.name = name;
			this.listen = listen;
		}

		abstract String main();

		abstract List<String> command(Path executable, Path folder);

		private Optional<Path> executable() {
			// Debian has them where not everybody looks
			return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
				.map((folder) -> Path.of(folder, this.name))
				.filter(Files::isExecutable)
				.findFirst();
		}

		private static boolean isRoot() {
			return "root".equals(System.getProperty("user.name"));
		}

	}

}
