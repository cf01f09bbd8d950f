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

package io.github.socketiospring.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOServer;
import io.socket.client.Socket;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo as its page sees it. Each test has its own names and rooms.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class DemoApplicationTests {

	@LocalServerPort
	private int port;

	@Autowired
	private SocketIOServer server;

	@Autowired
	private ScheduledTaskHolder scheduled;

	@Autowired
	private TaskScheduler scheduler;

	private final List<TestClient> clients = new ArrayList<>();

	@AfterEach
	void close() {
		this.clients.forEach(TestClient::close);
	}

	@Test
	void servesPageAtRoot() {
		WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + this.port)
			.build()
			.get()
			.uri("/")
			.accept(MediaType.TEXT_HTML)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("socketio-spring"));
	}

	@Test
	void isHealthyWithoutRedis() {
		WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + this.port)
			.build()
			.get()
			.uri("/actuator/health")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((health) -> assertThat(health).contains("\"status\":\"UP\""));
	}

	@Test
	void givesItsMetricsToPrometheus() throws Exception {
		signIn("Measured").ask("join", "measured");
		WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + this.port)
			.build()
			.get()
			.uri("/actuator/prometheus")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((metrics) -> assertThat(metrics).contains("socketio_server_connections{transport=",
					"socketio_server_event_seconds_count{error=\"none\",event=\"join\""));
	}

	@Test
	void tellsWhoIsOnlineAndInWhichRoom() throws Exception {
		TestClient ada = signIn("Ada in tea");
		ada.ask("join", "tea");
		TestClient grace = signIn("Grace in tea");
		grace.ask("join", "tea");
		assertThat(presence(grace, "tea", 2)).containsExactly("Ada in tea", "Grace in tea");
		grace.ask("leave", "tea");
		assertThat(presence(ada, "tea", 1)).containsExactly("Ada in tea");
	}

	@Test
	void refusesNameOfSomebodyElseWithHint() throws Exception {
		signIn("Taken");
		JSONObject error = refusal(Map.of("name", "Taken", "key", "another"));
		assertThat(error.getString("message")).isEqualTo("The name Taken is taken.");
		assertThat(error.getJSONObject("data").getString("code")).isEqualTo("name_taken");
		assertThat(error.getJSONObject("data").getString("hint")).isEqualTo("Try Taken2.");
	}

	@Test
	void refusesUnfitNames() throws Exception {
		for (String name : List.of("", " blank", "blank ", "x".repeat(25))) {
			JSONObject error = refusal(Map.of("name", name, "key", "k"));
			assertThat(error.getJSONObject("data").getString("code")).as("name '%s'", name).isEqualTo("name_invalid");
			assertThat(error.getJSONObject("data").has("hint")).isFalse();
		}
	}

	@Test
	void messageReachesRoomOnceAndIsAcknowledged() throws Exception {
		TestClient ada = signIn("Ada talks");
		TestClient grace = signIn("Grace listens");
		ada.ask("join", "talk");
		grace.ask("join", "talk");
		JSONObject receipt = ada.ask("message", "talk", "Hello", "id 1");
		assertThat(receipt.getBoolean("ok")).isTrue();
		assertThat(ada.ask("message", "talk", "Hello", "id 1").getLong("at")).isEqualTo(receipt.getLong("at"));
		ada.ask("message", "talk", "Bye", "id 2");
		Object[] first = grace.next("message");
		assertThat(first[0]).isEqualTo("talk");
		JSONObject message = (JSONObject) first[1];
		assertThat(message.getString("id")).isEqualTo("id 1");
		assertThat(message.getString("from")).isEqualTo("Ada talks");
		assertThat(message.getString("text")).isEqualTo("Hello");
		assertThat(message.getLong("at")).isEqualTo(receipt.getLong("at"));
		assertThat(((JSONObject) grace.next("message")[1]).getString("id")).isEqualTo("id 2");
	}

	@Test
	void refusesWhatIsNotPossible() throws Exception {
		TestClient ada = signIn("Ada outside");
		assertRefused(ada.ask("message", "general", "Hello", "id"), "You are not in this room.");
		assertRefused(ada.ask("private", "Nobody", "Hello", "id"), "Nobody is not online.");
		assertRefused(ada.ask("join", "No such room"), "A room name has");
		assertRefused(ada.ask("message", "general", "x".repeat(2001), "id"), "A text has at most");
		assertRefused(ada.ask("message"), "A text has at most 2000 characters. An id has at most 64 characters.");
		assertRefused(ada.ask("private", "Ada outside", "x".repeat(2001), "id"), "A text has at most");
		assertRefused(ada.ask("picture", "general"), "There is no picture.");
	}

	@Test
	void refusesWhatIsNoPicture() throws Exception {
		TestClient ada = signIn("Ada forges");
		Map<String, String> upload = Map.of("id", "id 1", "name", "sun.svg", "type", "image/svg+xml", "caption", "");
		JSONObject refusal = ada.ask("picture", "general", new JSONObject(upload), new byte[800_001]);
		assertRefused(refusal, "This is no picture that can be shown. A picture has at most 800000 bytes.");
	}

	@Test
	void pictureArrivesAsBytesAndInHistory() throws Exception {
		byte[] bytes = new byte[700_000];
		bytes[0] = (byte) 0x89;
		TestClient ada = signIn("Ada paints");
		TestClient grace = signIn("Grace looks");
		ada.ask("join", "gallery");
		grace.ask("join", "gallery");
		JSONObject upload = new JSONObject(
				Map.of("id", "id 1", "name", "sun.png", "type", "image/png", "caption", "The sun"));
		assertThat(ada.ask("picture", "gallery", upload, bytes).getBoolean("ok")).isTrue();
		Object[] args = grace.next("picture");
		assertThat(args[0]).isEqualTo("gallery");
		assertThat(((JSONObject) args[1]).getJSONObject("picture").getString("caption")).isEqualTo("The sun");
		assertThat(args[2]).isEqualTo(bytes);
		TestClient late = signIn("Linus comes late");
		JSONArray history = late.ask("join", "gallery").getJSONArray("history");
		assertThat(history.length()).isEqualTo(1);
		assertThat(history.getJSONObject(0).getJSONObject("picture").getString("name")).isEqualTo("sun.png");
		assertThat(history.getJSONObject(0).get("data")).isEqualTo(bytes);
	}

	@Test
	void privateMessageReachesAllTabsOfBothOnce() throws Exception {
		TestClient ada = signIn("Ada whispers");
		List<TestClient> others = List.of(signIn("Ada whispers"), signIn("Grace hears"), signIn("Grace hears"));
		assertThat(ada.ask("private", "Grace hears", "Psst", "id 1").getBoolean("ok")).isTrue();
		assertThat(ada.ask("private", "Grace hears", "Gladly", "id 2").getBoolean("ok")).isTrue();
		for (TestClient client : others) {
			JSONObject message = (JSONObject) client.next("private")[0];
			assertThat(message.getString("from")).isEqualTo("Ada whispers");
			assertThat(message.getString("to")).isEqualTo("Grace hears");
			assertThat(message.getString("text")).isEqualTo("Psst");
			assertThat(((JSONObject) client.next("private")[0]).getString("text")).isEqualTo("Gladly");
		}
	}

	@Test
	void typingReachesOthersInRoom() {
		TestClient ada = signIn("Ada types");
		TestClient grace = signIn("Grace sees it");
		ada.ask("join", "typing");
		grace.ask("join", "typing");
		ada.send("typing", "elsewhere", true);
		ada.send("typing", "typing", true);
		ada.send("typing", "typing", false);
		assertThat(grace.next("typing")).containsExactly("typing", "Ada types", true);
		assertThat(grace.next("typing")).containsExactly("typing", "Ada types", false);
	}

	@Test
	void whoTypesTooFastIsNotShown() {
		TestClient ada = signIn("Ada hurries");
		for (int i = 0; i < 200; i++) {
			ada.send("typing", "elsewhere", true);
		}
		ada.askForAll("latency");
		assertThat(this.server.count(SocketIOCounter.RATE_EXCEEDED)).isPositive();
	}

	@Test
	void latencyIsAnsweredWithoutArguments() {
		assertThat(signIn("Ada measures").askForAll("latency")).isEmpty();
	}

	@Test
	void statsComeEverySecond() throws Exception {
		ScheduledTask everySecond = this.scheduled.getScheduledTasks().iterator().next();
		assertThat(((FixedRateTask) everySecond.getTask()).getIntervalDuration()).isEqualTo(Duration.ofSeconds(1));
		// From now on the test is the clock, once a run that is under way has ended
		everySecond.cancel(false);
		this.scheduler.schedule(() -> {
		}, Instant.now()).get();
		TestClient ada = signIn("Ada counts");
		ada.ask("join", "counting");
		TestClient stats = client("/stats", Map.of());
		assertThat(((JSONArray) stats.next("stats")[0]).length()).isBetween(1, 60);
		// May count messages of other tests
		nextSample(everySecond, stats);
		ada.ask("message", "counting", "One", "id 1");
		JSONObject sample = nextSample(everySecond, stats);
		assertThat(sample.getLong("messagesPerSecond")).isEqualTo(1);
		assertThat(sample.getInt("connections")).isPositive();
		assertThat(sample.getInt("rooms")).isGreaterThan(3);
		assertThat(nextSample(everySecond, stats).getLong("messagesPerSecond")).isZero();
	}

	private static JSONObject nextSample(ScheduledTask everySecond, TestClient stats) throws Exception {
		everySecond.getTask().getRunnable().run();
		JSONArray samples = (JSONArray) stats.next("stats")[0];
		assertThat(samples.length()).isEqualTo(1);
		return samples.getJSONObject(0);
	}

	private TestClient signIn(String name) {
		TestClient client = TestClient.signIn(this.port, name);
		this.clients.add(client);
		return client;
	}

	private TestClient client(String namespace, Map<String, String> auth) {
		TestClient client = new TestClient(this.port, namespace, auth);
		this.clients.add(client);
		return client;
	}

	private JSONObject refusal(Map<String, String> auth) {
		return (JSONObject) client("/", auth).next(Socket.EVENT_CONNECT_ERROR)[0];
	}

	/**
	 * The members of a room, as soon as there are so many.
	 */
	private static List<Object> presence(TestClient client, String room, int size) throws Exception {
		while (true) {
			JSONArray rooms = ((JSONObject) client.next("presence")[0]).getJSONArray("rooms");
			for (int i = 0; i < rooms.length(); i++) {
				JSONArray members = rooms.getJSONObject(i).getJSONArray("users");
				if (rooms.getJSONObject(i).getString("name").equals(room) && members.length() == size) {
					return toList(members);
				}
			}
		}
	}

	private static List<Object> toList(JSONArray array) throws Exception {
		List<Object> result = new ArrayList<>();
		for (int i = 0; i < array.length(); i++) {
			result.add(array.get(i));
		}
		return result;
	}

	private static void assertRefused(JSONObject answer, String error) throws Exception {
		assertThat(answer.getBoolean("ok")).isFalse();
		assertThat(answer.getString("error")).startsWith(error);
	}

}
