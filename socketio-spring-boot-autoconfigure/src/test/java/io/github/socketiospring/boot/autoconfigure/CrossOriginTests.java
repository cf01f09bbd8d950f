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

package io.github.socketiospring.boot.autoconfigure;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What pages of other origins may do, on a server that runs.
 */
@ExtendWith(OutputCaptureExtension.class)
class CrossOriginTests {

	private static final String PAGE = "https://page.example.com";

	private static final String[] TLS_PROXY = { "Origin", "https://chat.example.com", "X-Forwarded-Proto", "https",
			"X-Forwarded-Host", "chat.example.com" };

	private static TestServer defaultServer;

	@BeforeAll
	static void start() {
		defaultServer = new TestServer(TestApplication.class);
	}

	@AfterAll
	static void stop() {
		defaultServer.close();
	}

	@Test
	void letsPagesOfItsOwnOriginConnect() {
		HttpResponse<String> response = get(defaultServer, defaultServer.origin());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).startsWith("0{\"sid\":");
		assertThat(defaultServer.upgrade("Origin", defaultServer.origin())).isEqualTo(101);
		assertThat(defaultServer.upgrade()).isEqualTo(101);
	}

	@Test
	void refusesAPageOfAnotherPort() {
		String otherPort = "http://localhost:" + ((defaultServer.port() == 8080) ? 8081 : 8080);
		assertRefused(get(defaultServer, otherPort));
		assertRefused(preflight(defaultServer, otherPort));
		assertRefused(defaultServer.send("POST", TestServer.HANDSHAKE, "40", "Origin", otherPort));
		assertRefused(defaultServer.send("GET", "/socket.io?EIO=4&transport=polling", "", "Origin", otherPort));
		assertThat(defaultServer.upgrade("Origin", otherPort)).isEqualTo(403);
	}

	@Test
	void refusesBeforeAnyOtherCheck() {
		assertRefused(defaultServer.send("DELETE", "/socket.io/?transport=carrier&sid=unknown", "", "Origin", PAGE));
	}

	@Test
	void refusesTheOriginNull() {
		assertRefused(get(defaultServer, "null"));
		assertRefused(preflight(defaultServer, "null"));
		assertThat(defaultServer.upgrade("Origin", "null")).isEqualTo(403);
	}

	@Test
	void letsTheOriginNullConnectIfItIsAllowed() {
		try (TestServer server = new TestServer(TestApplication.class, "socketio.cors.allowed-origins=null")) {
			assertAllowed(get(server, "null"), "null");
			assertThat(server.upgrade("Origin", "null")).isEqualTo(101);
		}
	}

	@Test
	void refusesWhatIsNoOrigin() {
		assertThat(get(defaultServer, "http://[").statusCode()).isEqualTo(403);
		assertThat(get(defaultServer, "http://localhost:99999999").statusCode()).isEqualTo(403);
	}

	@Test
	void letsAllowedOriginsConnect() {
		try (TestServer server = new TestServer(TestApplication.class, "socketio.cors.allowed-origins=" + PAGE,
				"socketio.cors.exposed-headers=X-Exposed", "socketio.cors.max-age=60s")) {
			HttpResponse<String> response = get(server, PAGE);
			assertAllowed(response, PAGE);
			assertThat(response.headers().firstValue("Access-Control-Expose-Headers")).hasValue("X-Exposed");
			assertThat(response.headers().allValues("Access-Control-Allow-Credentials")).isEmpty();
			HttpResponse<String> preflight = preflight(server, PAGE);
			assertAllowed(preflight, PAGE);
			assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers")).hasValue("x-custom");
			assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods")).get()
				.asString()
				.contains("POST");
			assertThat(preflight.headers().firstValue("Access-Control-Max-Age")).hasValue("60");
			assertThat(server.upgrade("Origin", PAGE)).isEqualTo(101);
			assertRefused(get(server, "https://other.example.com"));
			assertThat(server.upgrade("Origin", "https://other.example.com")).isEqualTo(403);
		}
	}

	@Test
	void letsOriginsOfAPatternConnectWithCredentials() {
		try (TestServer server = new TestServer(TestApplication.class,
				"socketio.cors.allowed-origin-patterns=https://*.example.com",
				"socketio.cors.allow-credentials=true")) {
			HttpResponse<String> response = get(server, PAGE);
			assertAllowed(response, PAGE);
			assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).hasValue("true");
			assertRefused(get(server, "https://example.org"));
		}
	}

	@Test
	void tellsAllowedOriginsOfErrors() {
		try (TestServer server = new TestServer(TestApplication.class, "socketio.cors.allowed-origins=" + PAGE)) {
			HttpResponse<String> response = server.send("GET", "/socket.io/?EIO=4&transport=carrier", "", "Origin",
					PAGE);
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(response.body()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
			assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
		}
	}

	@Test
	void letsOriginsOfTheApplicationConnect() {
		try (TestServer server = new TestServer(GlobalCors.class)) {
			assertAllowed(get(server, PAGE), PAGE);
			assertAllowed(preflight(server, PAGE), PAGE);
			assertThat(server.upgrade("Origin", PAGE)).isEqualTo(101);
			HttpResponse<String> error = server.send("GET", "/socket.io/?EIO=3&transport=polling", "", "Origin", PAGE);
			assertThat(error.statusCode()).isEqualTo(400);
			assertThat(error.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
			assertRefused(get(server, "https://other.example.com"));
			assertThat(server.upgrade("Origin", "https://other.example.com")).isEqualTo(403);
		}
	}

	@Test
	void addsItsOriginsToThoseOfTheApplication() {
		try (TestServer server = new TestServer(GlobalCors.class,
				"socketio.cors.allowed-origins=https://other.example.com", "socketio.cors.allow-credentials=true")) {
			assertAllowed(get(server, PAGE), PAGE);
			HttpResponse<String> response = get(server, "https://other.example.com");
			assertAllowed(response, "https://other.example.com");
			assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).hasValue("true");
		}
	}

	@Test
	void ignoresWhatTheApplicationAllowsElsewhere() {
		try (TestServer server = new TestServer(OtherPathCors.class)) {
			assertRefused(get(server, PAGE));
			assertThat(server.upgrade("Origin", PAGE)).isEqualTo(403);
		}
	}

	@Test
	void filterOfTheApplicationLetsNobodyIn(CapturedOutput output) {
		try (TestServer server = new TestServer(FilterCors.class)) {
			assertRefused(get(server, PAGE));
			assertRefused(server.send("POST", TestServer.HANDSHAKE, "40", "Origin", PAGE));
			assertThat(server.upgrade("Origin", PAGE)).isEqualTo(403);
			assertThat(output).contains("'" + PAGE + "'", "CorsWebFilter");
			assertThat(get(server, server.origin()).statusCode()).isEqualTo(200);
			assertThat(server.upgrade("Origin", server.origin())).isEqualTo(101);
		}
	}

	@Test
	void saysForItselfWhatIsAllowedAfterAFilterOfTheApplication() {
		try (TestServer server = new TestServer(FilterCors.class, "socketio.cors.allowed-origins=" + PAGE)) {
			HttpResponse<String> response = get(server, PAGE);
			assertAllowed(response, PAGE);
			assertThat(response.headers().allValues("Access-Control-Allow-Credentials")).isEmpty();
			assertThat(response.headers().allValues("Access-Control-Expose-Headers")).isEmpty();
			assertThat(server.upgrade("Origin", PAGE)).isEqualTo(101);
			assertThat(server.upgrade("Origin", "https://other.example.com")).isEqualTo(403);
			// The filter answers by itself
			assertAllowed(preflight(server, PAGE), PAGE);
		}
	}

	@Test
	void filterOfTheApplicationMayRefuseMore() {
		try (TestServer server = new TestServer(FilterCors.class, "socketio.cors.allowed-origins=http://example.org")) {
			assertRefused(get(server, "http://example.org"));
			assertThat(server.upgrade("Origin", "http://example.org")).isEqualTo(403);
		}
	}

	@Test
	void seesItsOwnOriginBehindATlsProxyWithForwardedHeaders() {
		try (TestServer server = new TestServer(TestApplication.class, "server.forward-headers-strategy=framework")) {
			assertThat(server.send("GET", TestServer.HANDSHAKE, "", TLS_PROXY).statusCode()).isEqualTo(200);
			assertThat(server.upgrade(TLS_PROXY)).isEqualTo(101);
		}
	}

	@Test
	void seesItsOwnOriginBehindATlsProxyWithNativeForwardedHeaders() {
		try (TestServer server = new TestServer(TestApplication.class, "server.forward-headers-strategy=native")) {
			assertThat(server.send("GET", TestServer.HANDSHAKE, "", TLS_PROXY).statusCode()).isEqualTo(200);
			assertThat(server.upgrade(TLS_PROXY)).isEqualTo(101);
		}
	}

	@Test
	void saysWhatToSetBehindATlsProxyWithoutForwardedHeaders(CapturedOutput output) {
		try (TestServer server = new TestServer(TestApplication.class)) {
			assertRefused(server.send("GET", TestServer.HANDSHAKE, "", TLS_PROXY));
			assertThat(output).contains("WARN")
				.contains("'https://chat.example.com'")
				.contains("http://localhost:" + server.port() + "/")
				.contains("socketio.cors.allowed-origins")
				.contains("server.forward-headers-strategy");
			assertThat(server.upgrade(TLS_PROXY)).isEqualTo(403);
			assertRefused(get(server, "null"));
			assertThat(output).containsOnlyOnce("Refused a cross-origin request");
		}
	}

	@Test
	void answersPlainOptionsAsABadHandshake() {
		for (String[] headers : new String[][] { {}, { "Origin", defaultServer.origin() } }) {
			HttpResponse<String> response = defaultServer.send("OPTIONS", TestServer.HANDSHAKE, "", headers);
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(response.body()).isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
		}
	}

	@Test
	void servesNothingBelowItsPath() {
		assertThat(defaultServer.send("GET", "/socket.io/below?EIO=4&transport=polling", "").statusCode())
			.isEqualTo(404);
		assertThat(defaultServer.send("GET", "/socket.io?EIO=4&transport=polling", "").statusCode()).isEqualTo(200);
	}

	@Test
	void isBelowTheBasePathOfTheApplication() {
		try (TestServer server = new TestServer(GlobalCors.class, "spring.webflux.base-path=/base")) {
			assertAllowed(server.send("GET", "/base" + TestServer.HANDSHAKE, "", "Origin", PAGE), PAGE);
			assertThat(server.send("GET", TestServer.HANDSHAKE, "").statusCode()).isEqualTo(404);
		}
	}

	private static HttpResponse<String> get(TestServer server, String origin) {
		return server.send("GET", TestServer.HANDSHAKE, "", "Origin", origin);
	}

	private static HttpResponse<String> preflight(TestServer server, String origin) {
		return server.send("OPTIONS", TestServer.HANDSHAKE, "", "Origin", origin, "Access-Control-Request-Method",
				"POST", "Access-Control-Request-Headers", "x-custom");
	}

	private static void assertRefused(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).doesNotContain("{");
		assertThat(response.headers().allValues("Access-Control-Allow-Origin")).isEmpty();
		assertThat(response.headers().allValues("Content-Type")).isEmpty();
	}

	private static void assertAllowed(HttpResponse<String> response, String origin) {
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().allValues("Access-Control-Allow-Origin")).containsExactly(origin);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class GlobalCors implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins(PAGE);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class FilterCors {

		@Bean
		CorsWebFilter corsWebFilter() {
			CorsConfiguration cors = new CorsConfiguration();
			cors.addAllowedOriginPattern("https://*");
			cors.addAllowedMethod("*");
			cors.addAllowedHeader("*");
			cors.addExposedHeader("X-Exposed");
			cors.setAllowCredentials(true);
			return new CorsWebFilter((exchange) -> cors);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OtherPathCors implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins(PAGE);
		}

	}

}
