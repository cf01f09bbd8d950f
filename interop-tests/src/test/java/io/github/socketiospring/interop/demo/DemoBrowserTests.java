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

package io.github.socketiospring.interop.demo;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.github.socketiospring.demo.DemoApplication;
import io.github.socketiospring.interop.client.OwnEventLoopsConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two pages of the demo in a real Chromium.
 */
class DemoBrowserTests {

	private static final LocatorAssertions.IsVisibleOptions VISIBLE = new LocatorAssertions.IsVisibleOptions()
		.setTimeout(20_000);

	private static final LocatorAssertions.HasAttributeOptions ATTRIBUTE = new LocatorAssertions.HasAttributeOptions()
		.setTimeout(30_000);

	private static final LocatorAssertions.HasTextOptions TEXT = new LocatorAssertions.HasTextOptions()
		.setTimeout(20_000);

	private final List<String> errors = new CopyOnWriteArrayList<>();

	private ConfigurableApplicationContext demo;

	private int port;

	private Chromium chromium;

	@BeforeEach
	void start() {
		this.chromium = Chromium.launch();
		startDemo(0);
	}

	@AfterEach
	void stop() {
		if (this.chromium != null) {
			this.chromium.close();
		}
		if (this.demo != null) {
			this.demo.close();
		}
	}

	@Test
	void twoPagesChatWithTextPicturesAndInPrivateAndSurviveRestart() throws IOException {
		Page ada = signIn("Ada");
		Page bob = signIn("Bob");
		assertThat(ada.getByTestId("transport")).hasText("websocket", TEXT);
		assertThat(ada.getByTestId("latency")).containsText("ms",
				new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));

		write(ada, "Hello Bob");
		assertThat(message(bob, "Hello Bob")).isVisible(VISIBLE);
		assertThat(message(ada, "Hello Bob")).hasAttribute("data-state", "delivered", ATTRIBUTE);

		bob.getByTestId("picture-input").setInputFiles(new FilePayload("square.png", "image/png", picture()));
		write(bob, "A square");
		Locator picture = message(ada, "A square").getByTestId("picture");
		assertThat(picture).isVisible(VISIBLE);
		ada.waitForFunction("(image) => image.naturalWidth === 60", picture.elementHandle());

		ada.getByTestId("user-Bob").click();
		write(ada, "Just for you");
		bob.getByTestId("user-Ada").click();
		assertThat(message(bob, "Just for you")).isVisible(VISIBLE);
		assertThat(ada.getByTestId("stats-connections")).hasText("2", TEXT);
		assertThat(this.errors).isEmpty();

		ada.getByTestId("room-general").click();
		this.demo.close();
		assertThat(ada.getByTestId("status")).hasAttribute("data-state", "reconnecting", ATTRIBUTE);
		write(ada, "Written while you were away");
		startDemo(this.port);
		assertThat(ada.getByTestId("status")).hasAttribute("data-state", "connected", ATTRIBUTE);
		assertThat(bob.getByTestId("status")).hasAttribute("data-state", "connected", ATTRIBUTE);
		assertThat(message(ada, "Written while you were away")).hasAttribute("data-state", "delivered", ATTRIBUTE);
		bob.getByTestId("room-general").click();
		assertThat(message(bob, "Written while you were away")).isVisible(VISIBLE);
		// While the server is away the browser itself logs each request that fails
		assertThat(this.errors).allMatch((error) -> error.contains("ERR_CONNECTION") || error.contains("WebSocket"));
	}

	@Test
	void whatTheServerRefusesIsShownWithItsReason() {
		Page ada = signIn("Ada");
		ada.getByTestId("message-input").evaluate("(input) => input.removeAttribute('maxlength')");
		write(ada, "x".repeat(2001));
		assertThat(ada.getByTestId("failed")).hasText("Not delivered. A text has at most 2000 characters.", TEXT);
		assertThat(this.errors).isEmpty();
	}

	private Page signIn(String name) {
		Page page = this.chromium.browser().newContext().newPage();
		page.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				this.errors.add(message.text());
			}
		});
		page.onPageError((error) -> this.errors.add("Uncaught: " + error));
		page.navigate("http://127.0.0.1:" + this.port + "/");
		page.getByTestId("name-input").fill(name);
		page.getByTestId("join-button").click();
		assertThat(page.getByTestId("status")).hasAttribute("data-state", "connected", ATTRIBUTE);
		assertThat(page.getByTestId("talk-title")).containsText("general");
		return page;
	}

	private static void write(Page page, String text) {
		page.getByTestId("message-input").fill(text);
		page.getByTestId("send-button").click();
	}

	private static Locator message(Page page, String text) {
		return page.getByTestId("message").filter(new Locator.FilterOptions().setHasText(text)).last();
	}

	private void startDemo(int port) {
		this.demo = new SpringApplicationBuilder(DemoApplication.class, OwnEventLoopsConfiguration.class)
			.properties("spring.main.banner-mode=off", "spring.jmx.enabled=false")
			.run("--server.port=" + port, "--server.address=127.0.0.1");
		this.port = ((WebServerApplicationContext) this.demo).getWebServer().getPort();
	}

	private static byte[] picture() throws IOException {
		BufferedImage image = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < 60; i++) {
			image.setRGB(i, i, Color.ORANGE.getRGB());
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ImageIO.write(image, "png", bytes);
		return bytes.toByteArray();
	}

}
