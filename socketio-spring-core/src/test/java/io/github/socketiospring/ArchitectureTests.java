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

package io.github.socketiospring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * The packages of core are a house with floors: a package imports from the floors below
 * and, on its own floor, in the direction of the arrow. That leaves no room for a cycle.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.socketiospring";

	/**
	 * From the top. The dot is the root package; what a semicolon or a comma separates
	 * does not know each other.
	 */
	private static final House HOUSE = new House("""
			webflux -> webflux.forwarding -> webflux.netty, webflux.servlet
			security -> annotation.support -> annotation -> ratelimit; context; observation
			server
			adapter
			.
			engineio -> engineio.transport
			protocol.msgpack -> protocol -> engineio.protocol""");

	private static final JavaClasses core = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
		.importPackages(ROOT);

	@Test
	void packageHasItsFloor() {
		classes().should(standOnAFloor()).check(core);
	}

	@Test
	void packageImportsFromBelowAndAlongTheArrow() {
		classes().should(importDownwards()).check(core);
	}

	@Test
	void floorsUpToTheServerKnowNeitherWebFluxNorContainer() {
		// The last four hold the exceptions that tell why a client is refused
		DescribedPredicate<JavaClass> known = resideInAnyPackage("org.springframework.core..",
				"org.springframework.http", "org.springframework.util..", "org.springframework.web",
				"org.springframework.security.access", "org.springframework.security.authentication",
				"org.springframework.security.core");
		noClasses().that(describe("are on the floors up to the server", (type) -> HOUSE.isUpTo("server", type)))
			.should()
			.dependOnClassesThat(resideInAPackage("org.springframework..").and(not(known)))
			.check(core);
	}

	@Test
	void onlyTheFastPathAndForwardingKnowReactorNetty() {
		noClasses().that()
			.resideOutsideOfPackages(ROOT + ".webflux.netty", ROOT + ".webflux.forwarding")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("reactor.netty..", "io.netty.bootstrap..", "io.netty.channel..", "io.netty.handler..")
			.check(core);
	}

	@Test
	void protocolsHaveNoInputOutputAndNoThreads() {
		DescribedPredicate<JavaClass> inputOutput = resideInAnyPackage("reactor..", "io.netty.bootstrap..",
				"io.netty.channel..", "java.net..", "java.nio.channels..", "java.nio.file..")
			.or(nameMatching("java\\.io\\.(File|RandomAccessFile).*"));
		DescribedPredicate<JavaClass> threads = assignableTo(Thread.class).or(assignableTo(Timer.class))
			.or(assignableTo(Executor.class))
			.or(assignableTo(Future.class));
		noClasses().that()
			.resideInAnyPackage(ROOT + ".protocol..", ROOT + ".engineio.protocol")
			.should()
			.dependOnClassesThat(inputOutput.or(threads))
			.check(core);
	}

	@Test
	void onlyTheBuilderOfTheServerIsPublic() {
		noClasses().that()
			.resideInAPackage(ROOT + ".server")
			.and()
			.areTopLevelClasses()
			.and()
			.doNotHaveSimpleName("SocketIOServerBuilder")
			.should()
			.bePublic()
			.check(core);
	}

	@Test
	void onlyTheServletBindingKnowsContainers() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".webflux.servlet")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("jakarta.servlet..", "jakarta.websocket..", "org.apache.tomcat..",
					"org.eclipse.jetty..")
			.check(core);
	}

	private static ArchCondition<JavaClass> standOnAFloor() {
		return new ArchCondition<>("stand on a floor of the house") {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				if (!HOUSE.has(type)) {
					events.add(SimpleConditionEvent.violated(type,
							"The package of " + type.getName() + " is on no floor"));
				}
			}
		};
	}

	private static ArchCondition<JavaClass> importDownwards() {
		return new ArchCondition<>("import from the floors below, and on their own along the arrow") {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
					JavaClass target = dependency.getTargetClass().getBaseComponentType();
					if (HOUSE.has(type) && HOUSE.has(target) && !HOUSE.allows(type, target)) {
						events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
					}
				}
			}
		};
	}

	private static final class House {

		private final Map<String, Place> places = new HashMap<>();

		House(String plan) {
			List<String> floors = plan.lines().toList();
			for (int i = 0; i < floors.size(); i++) {
				for (String row : floors.get(i).split(";")) {
					List<String> arrow = List.of(row.split("->"));
					for (String place : arrow) {
						for (String name : place.split(",")) {
							this.places.put(fullName(name.trim()),
									new Place(floors.size() - i, arrow, arrow.indexOf(place)));
						}
					}
				}
			}
		}

		private static String fullName(String name) {
			return name.equals(".") ? ROOT : ROOT + "." + name;
		}

		boolean has(JavaClass type) {
			return this.places.containsKey(type.getPackageName());
		}

		boolean isUpTo(String highest, JavaClass type) {
			return has(type) && place(type).floor() <= this.places.get(fullName(highest)).floor();
		}

		boolean allows(JavaClass type, JavaClass target) {
			if (type.getPackageName().equals(target.getPackageName())) {
				return true;
			}
			Place from = place(type);
			Place to = place(target);
			return to.floor() < from.floor() || (to.arrow() == from.arrow() && to.index() > from.index());
		}

		private Place place(JavaClass type) {
			return this.places.get(type.getPackageName());
		}

	}

	private record Place(int floor, List<String> arrow, int index) {

	}

}
