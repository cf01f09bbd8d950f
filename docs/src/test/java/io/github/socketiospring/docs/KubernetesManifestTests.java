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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.socketiospring.boot.autoconfigure.SocketIOProperties;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at the objects in {@code docs/kubernetes}: that they are what Kubernetes knows,
 * and fit each other, the application, and its shutdown.
 */
class KubernetesManifestTests {

	private static final Map<String, String> API_VERSIONS = Map.of("ConfigMap", "v1", "Service", "v1", "Deployment",
			"apps/v1", "Ingress", "networking.k8s.io/v1", "PodDisruptionBudget", "policy/v1");

	/** All fields that the manifests use, but for labels, annotations and data. */
	private static final Set<String> FIELDS = Set.of("allowPrivilegeEscalation", "annotations", "apiVersion", "args",
			"backend", "capabilities", "command", "configMap", "containerPort", "containers", "cpu", "data", "drop",
			"env", "exec", "failureThreshold", "host", "hosts", "http", "httpGet", "image", "ingressClassName", "kind",
			"labels", "lifecycle", "limits", "livenessProbe", "matchLabels", "maxSurge", "maxUnavailable", "memory",
			"metadata", "mountPath", "name", "number", "path", "paths", "pathType", "periodSeconds", "port", "ports",
			"preStop", "readinessProbe", "readOnly", "replicas", "requests", "resources", "rollingUpdate", "rules",
			"runAsNonRoot", "runAsUser", "seccompProfile", "seconds", "secretName", "securityContext", "selector",
			"service", "sleep", "spec", "startupProbe", "strategy", "targetPort", "tcpSocket", "template",
			"terminationGracePeriodSeconds", "timeoutSeconds", "tls", "type", "value", "volumeMounts", "volumes");

	/** What the controller ingress-nginx knows. */
	private static final Set<String> ANNOTATIONS = Set.of("affinity", "affinity-mode", "proxy-body-size",
			"proxy-buffering", "proxy-connect-timeout", "proxy-next-upstream", "proxy-read-timeout",
			"proxy-send-timeout", "session-cookie-change-on-failure", "session-cookie-name", "session-cookie-path",
			"session-cookie-samesite");

	private static final String INGRESS_NGINX = "nginx.ingress.kubernetes.io/";

	private final List<Manifest> manifests = Manifest.all();

	@Test
	void areOfKindsThatKubernetesKnows() {
		assertThat(this.manifests).extracting(Manifest::kind)
			.containsExactlyInAnyOrder("ConfigMap", "Deployment", "PodDisruptionBudget", "Ingress", "Deployment",
					"Service", "Service");
		assertThat(this.manifests).allSatisfy((manifest) -> {
			assertThat(manifest.get("apiVersion").text()).isEqualTo(API_VERSIONS.get(manifest.kind()));
			assertThat(manifest.name()).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
		});
	}

	@Test
	void haveFieldsThatKubernetesKnows() {
		assertThat(this.manifests).allSatisfy((manifest) -> assertThat(fields(manifest.value())).isSubsetOf(FIELDS));
	}

	/** All keys, but for those that are free. */
	private static Set<String> fields(Object value) {
		Set<String> fields = new TreeSet<>();
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, part) -> {
				fields.add((String) key);
				if (!Set.of("annotations", "data", "labels", "matchLabels").contains(key)
						&& !(key.equals("selector") && !((Map<?, ?>) part).containsKey("matchLabels"))) {
					fields.addAll(fields(part));
				}
			});
		}
		else if (value instanceof List<?> list) {
			list.forEach((part) -> fields.addAll(fields(part)));
		}
		return fields;
	}

	@Test
	void selectorsMatchLabelsOfPods() {
		assertThat(ofKind("Deployment")).isNotEmpty()
			.allSatisfy((deployment) -> assertThat(labels(deployment))
				.containsAllEntriesOf(map(deployment.get("spec", "selector", "matchLabels"))));
		assertThat(ofKind("PodDisruptionBudget")).isNotEmpty()
			.allSatisfy((budget) -> assertThat(selected(budget.get("spec", "selector", "matchLabels"))).hasSize(1));
		assertThat(ofKind("Service")).isNotEmpty()
			.allSatisfy((service) -> assertThat(selected(service.get("spec", "selector"))).hasSize(1));
	}

	@Test
	void portsExist() {
		for (Manifest service : ofKind("Service")) {
			List<String> ports = containerPorts(selected(service.get("spec", "selector")).get(0));
			assertThat(service.get("spec", "ports").items())
				.allSatisfy((port) -> assertThat(ports).contains(port.get("targetPort").text()));
		}
		for (Manifest deployment : ofKind("Deployment")) {
			List<String> ports = containerPorts(deployment);
			assertThat(deployment.find("httpGet", "tcpSocket")).isNotEmpty()
				.allSatisfy((probe) -> assertThat(ports).contains(probe.get("port").text()));
		}
		assertThat(single("Ingress", "chat").find("service")).isNotEmpty().allSatisfy((backend) -> {
			Manifest service = single("Service", backend.get("name").text());
			assertThat(service.get("spec", "ports").items()).extracting((port) -> port.get("name").text())
				.contains(backend.get("port", "name").text());
		});
	}

	@Test
	void probesAskForTheHealthGroupsOfSpringBoot() {
		Manifest container = container(single("Deployment", "chat"));
		assertThat(container.get("readinessProbe", "httpGet", "path").text()).isEqualTo("/actuator/health/readiness");
		assertThat(container.get("livenessProbe", "httpGet", "path").text()).isEqualTo("/actuator/health/liveness");
		assertThat(container.get("startupProbe", "httpGet", "path").text()).isEqualTo("/actuator/health/liveness");
	}

	@Test
	void configurationHasPropertiesThatThereAre() throws IOException {
		List<String> names = new ArrayList<>();
		for (PropertySource<?> source : configuration()) {
			names.addAll(List.of(((EnumerablePropertySource<?>) source).getPropertyNames()));
		}
		assertThat(names).contains("socketio.cluster.type")
			.allSatisfy((name) -> assertThat(ConfigurationMetadata.isKnown(name)).as(name).isTrue());
		// Throws for a value that is not of the property's type
		binder().bind("socketio", Bindable.of(SocketIOProperties.class),
				new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
		assertThat(binder().bind("spring.data.redis.host", String.class).get())
			.isEqualTo(single("Service", "chat-redis").name());
	}

	@Test
	void variablesAreThoseOfProperties() {
		assertThat(container(single("Deployment", "chat")).get("env").items())
			.extracting((variable) -> variable.get("name").text())
			.isNotEmpty()
			.allSatisfy((name) -> assertThat(ConfigurationMetadata.isKnownVariable(name)).as(name).isTrue());
	}

	@Test
	void configurationIsMountedWhereItIsReadFrom() {
		Manifest deployment = single("Deployment", "chat");
		Manifest mount = container(deployment).get("volumeMounts").items().get(0);
		Manifest volume = deployment.get("spec", "template", "spec", "volumes").items().get(0);
		assertThat(volume.get("name").text()).isEqualTo(mount.get("name").text());
		assertThat(single("ConfigMap", volume.get("configMap", "name").text()).get("data").has("application.yml"))
			.isTrue();
		Manifest variable = container(deployment).get("env").items().get(0);
		assertThat(variable.get("name").text()).isEqualTo("SPRING_CONFIG_ADDITIONALLOCATION");
		assertThat(variable.get("value").text()).isEqualTo(mount.get("mountPath").text() + "/");
	}

	@Test
	void podsHaveTheTimeThatTheirShutdownTakes() throws IOException {
		Manifest deployment = single("Deployment", "chat");
		Duration phase = binder().bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class).get();
		Duration window = binder().bind("socketio.shutdown.window", Duration.class).get();
		int preStop = container(deployment).get("lifecycle", "preStop", "sleep", "seconds").number();
		assertThat(window).isLessThan(phase);
		assertThat(deployment.get("spec", "template", "spec", "terminationGracePeriodSeconds").number())
			.isGreaterThan((int) (preStop + 2 * phase.toSeconds()));
	}

	@Test
	void ingressKeepsClientsAndWaitsForThem() {
		Map<String, String> annotations = map(single("Ingress", "chat").get("metadata", "annotations"));
		assertThat(annotations.keySet())
			.containsExactlyInAnyOrderElementsOf(ANNOTATIONS.stream().map(INGRESS_NGINX::concat).toList());
		assertThat(annotations).containsEntry(INGRESS_NGINX + "affinity", "cookie");
		SocketIOProperties defaults = new SocketIOProperties();
		Duration silence = defaults.getPingInterval().plus(defaults.getPingTimeout());
		assertThat(Stream.of("proxy-read-timeout", "proxy-send-timeout"))
			.allSatisfy((name) -> assertThat(Duration.ofSeconds(Long.parseLong(annotations.get(INGRESS_NGINX + name))))
				.isGreaterThan(silence));
		assertThat(annotations.get(INGRESS_NGINX + "session-cookie-path")).isEqualTo(defaults.getPath());
		assertThat(defaults.getMaxHttpBufferSize().toBytes()).isLessThanOrEqualTo(1024 * 1024);
		assertThat(annotations.get(INGRESS_NGINX + "proxy-body-size")).isEqualTo("1m");
	}

	private List<PropertySource<?>> configuration() throws IOException {
		String text = single("ConfigMap", "chat").get("data", "application.yml").text();
		return new YamlPropertySourceLoader().load("application.yml",
				new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
	}

	private Binder binder() throws IOException {
		MutablePropertySources sources = new MutablePropertySources();
		configuration().forEach(sources::addLast);
		return new Binder(ConfigurationPropertySources.from(sources), null,
				ApplicationConversionService.getSharedInstance());
	}

	private List<Manifest> ofKind(String kind) {
		return this.manifests.stream().filter((manifest) -> manifest.kind().equals(kind)).toList();
	}

	private Manifest single(String kind, String name) {
		List<Manifest> found = this.manifests.stream().filter((manifest) -> manifest.isNamed(kind, name)).toList();
		assertThat(found).as(kind + " " + name).hasSize(1);
		return found.get(0);
	}

	/** The deployments whose pods have these labels. */
	private List<Manifest> selected(Manifest labels) {
		return ofKind("Deployment").stream()
			.filter((deployment) -> labels(deployment).entrySet().containsAll(map(labels).entrySet()))
			.toList();
	}

	private static Map<String, String> labels(Manifest deployment) {
		return map(deployment.get("spec", "template", "metadata", "labels"));
	}

	private static Manifest container(Manifest deployment) {
		return deployment.get("spec", "template", "spec", "containers").items().get(0);
	}

	private static List<String> containerPorts(Manifest deployment) {
		return container(deployment).get("ports").items().stream().map((port) -> port.get("name").text()).toList();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> map(Manifest manifest) {
		return (Map<String, String>) manifest.value();
	}

}
