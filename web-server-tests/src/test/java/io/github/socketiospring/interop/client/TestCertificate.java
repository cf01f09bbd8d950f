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

package io.github.socketiospring.interop.client;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import okhttp3.OkHttpClient;

/**
 * A certificate for 127.0.0.1, made by the JDK's keytool.
 */
record TestCertificate(Path keyStore, Path pem) {

	private static final String PASSWORD = "changeit";

	static TestCertificate create(Path directory) throws Exception {
		TestCertificate certificate = new TestCertificate(directory.resolve("key.p12"), directory.resolve("cert.pem"));
		keytool("-genkeypair", "-alias", "test", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost",
				"-ext", "SAN=ip:127.0.0.1,dns:localhost", "-validity", "3650", "-storetype", "PKCS12", "-keystore",
				certificate.keyStore().toString(), "-storepass", PASSWORD);
		keytool("-exportcert", "-rfc", "-alias", "test", "-keystore", certificate.keyStore().toString(), "-storepass",
				PASSWORD, "-file", certificate.pem().toString());
		return certificate;
	}

	private static void keytool(String... arguments) throws Exception {
		Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(Stream.concat(Stream.of(tool.toString()), Stream.of(arguments)).toList())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		if (process.waitFor() != 0) {
			throw new IllegalStateException(output);
		}
	}

	/**
	 * The properties of an SSL bundle.
	 */
	List<String> bundle(String name) {
		String prefix = "spring.ssl.bundle.jks." + name + ".keystore.";
		return List.of(prefix + "location=" + this.keyStore.toUri(), prefix + "password=" + PASSWORD,
				prefix + "type=PKCS12");
	}

	/**
	 * What a server that has it needs.
	 */
	SslContext serverContext() {
		try (InputStream stream = Files.newInputStream(this.keyStore)) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(stream, PASSWORD.toCharArray());
			KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			factory.init(store, PASSWORD.toCharArray());
			return SslContextBuilder.forServer(factory).build();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Have a client trust it.
	 */
	void trust(OkHttpClient.Builder client) {
		try (InputStream stream = Files.newInputStream(this.keyStore)) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(stream, PASSWORD.toCharArray());
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry("test", store.getCertificate("test"));
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, factory.getTrustManagers(), null);
			client.sslSocketFactory(context.getSocketFactory(), (X509TrustManager) factory.getTrustManagers()[0]);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
