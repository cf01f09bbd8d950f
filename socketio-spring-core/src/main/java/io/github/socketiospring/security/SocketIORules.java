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

package io.github.socketiospring.security;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.util.Assert;
import org.springframework.util.PatternMatchUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Who may connect to namespaces, and send which events. In a Spring Boot application a
 * bean of this type is all that it takes:
 *
 * <pre class="code">
 * &#64;Bean
 * SocketIORules rules() {
 *     return SocketIORules.builder()
 *         .namespace("/admin/**").hasRole("ADMIN")
 *             .event("delete*").hasAuthority("delete")
 *             .anyEvent().authenticated()
 *         .namespace("/**").permitAll()
 *         .build();
 * }
 * </pre>
 *
 * <p>
 * The first pattern that fits the name of a namespace counts, and so do its events, of
 * which the first that fits counts. What no pattern fits is denied; but where a namespace
 * has no rules for events, whoever is let in may send all. Who is denied gets an
 * {@link org.springframework.security.access.AccessDeniedException}: the connection is
 * refused with its message, and an event goes to its exception handlers. Who renews an
 * authentication must be one who may connect still. Thread-safe.
 */
public final class SocketIORules {

	private final List<NamespaceRules> namespaces;

	private SocketIORules(List<NamespaceRules> namespaces) {
		this.namespaces = namespaces;
	}

	/**
	 * Begin rules.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Hold a socket that wants to connect, or to stay, to the rules.
	 * @param principal who it is, or is to be
	 */
	void checkConnect(SocketIOSocket socket, @Nullable Principal principal) {
		NamespaceRules rules = find(socket.namespace().name());
		check((rules != null) ? rules.manager : null, socket, principal, null);
	}

	/**
	 * The rules for the events of a namespace.
	 * @return null if whoever is let in may send all
	 */
	SocketIOGuard.@Nullable EventGuard eventGuard(String namespace) {
		NamespaceRules rules = find(namespace);
		return (rules != null && !rules.events.isEmpty())
				? (socket, event) -> check(rules.find((event != null) ? event : ""), socket, socket.principal(), event)
				: null;
	}

	private @Nullable NamespaceRules find(String namespace) {
		PathContainer name = PathContainer.parsePath(namespace, Builder.NAMES);
		for (NamespaceRules rules : this.namespaces) {
			if (rules.patterns.stream().anyMatch((pattern) -> pattern.matches(name))) {
				return rules;
			}
		}
		return null;
	}

	private static void check(@Nullable AuthorizationManager<SocketAuthorizationContext> manager, SocketIOSocket socket,
			@Nullable Principal principal, @Nullable String event) {
		AuthorizationResult result = new AuthorizationDecision(false);
		if (manager != null) {
			Supplier<@Nullable Authentication> authentication = () -> (principal instanceof Authentication found)
					? found : null;
			result = manager.authorize(authentication, new SocketAuthorizationContext(socket, event));
		}
		if (result != null && !result.isGranted()) {
			throw new AuthorizationDeniedException("Access Denied", result);
		}
	}

	/**
	 * The rules of the namespaces that patterns fit.
	 */
	private static final class NamespaceRules {

		private final List<PathPattern> patterns;

		private final AuthorizationManager<SocketAuthorizationContext> manager;

		private final List<EventRule> events = new ArrayList<>();

		NamespaceRules(List<PathPattern> patterns, AuthorizationManager<SocketAuthorizationContext> manager) {
			this.patterns = patterns;
			this.manager = manager;
		}

		@Nullable AuthorizationManager<SocketAuthorizationContext> find(String event) {
			for (EventRule rule : this.events) {
				if (PatternMatchUtils.simpleMatch(rule.patterns, event)) {
					return rule.manager;
				}
			}
			return null;
		}

	}

	private record EventRule(String[] patterns, AuthorizationManager<SocketAuthorizationContext> manager) {
	}

	/**
	 * Builds rules, in the order in which they are to count.
	 */
	public static final class Builder {

		/** Names are no URIs: nothing in them is encoded, and nothing is left out. */
		private static final PathContainer.Options NAMES = PathContainer.Options.create('/', false);

		private final PathPatternParser parser = new PathPatternParser();

		private final List<NamespaceRules> namespaces = new ArrayList<>();

		private Builder() {
			this.parser.setPathOptions(NAMES);
		}

		/**
		 * Begin the rules for namespaces: who may connect to them.
		 * @param patterns the names, or patterns as in paths: {@code /admin/**},
		 * {@code /orders/{id}}
		 * @return to say who
		 */
		public Access namespace(String... patterns) {
			Assert.notEmpty(patterns, "The pattern of a namespace is required");
			List<PathPattern> parsed = new ArrayList<>();
			for (String pattern : patterns) {
				parsed.add(this.parser.parse(pattern.startsWith("/") ? pattern : "/" + pattern));
			}
			return new Access((manager) -> this.namespaces.add(new NamespaceRules(parsed, manager)));
		}

		/**
		 * Add a rule for events of the namespaces that were named last.
		 * @param patterns the names of the events, or patterns with {@code *}
		 * @return to say who may send them
		 * @throws IllegalStateException if no namespace was named
		 */
		public Access event(String... patterns) {
			Assert.notEmpty(patterns, "The name or pattern of an event is required");
			Assert.state(!this.namespaces.isEmpty(), "Rules for events are those of a namespace: name that first");
			List<EventRule> events = this.namespaces.get(this.namespaces.size() - 1).events;
			return new Access((manager) -> events.add(new EventRule(patterns.clone(), manager)));
		}

		/**
		 * Add a rule for all events of the namespaces that were named last for which
		 * there is none before.
		 * @return to say who may send them
		 * @throws IllegalStateException if no namespace was named
		 */
		public Access anyEvent() {
			return event("*");
		}

		/**
		 * End the rules.
		 * @return the rules
		 */
		public SocketIORules build() {
			Assert.state(!this.namespaces.isEmpty(), "There are no rules, which would deny everything");
			return new SocketIORules(List.copyOf(this.namespaces));
		}

		/**
		 * Says who may do something.
		 */
		public final class Access {

			private final Consumer<AuthorizationManager<SocketAuthorizationContext>> rule;

			private Access(Consumer<AuthorizationManager<SocketAuthorizationContext>> rule) {
				this.rule = rule;
			}

			/**
			 * Users who have a role.
			 * @param role the role, without the prefix {@code ROLE_}
			 * @return the builder
			 */
			public Builder hasRole(String role) {
				return access(AuthorityAuthorizationManager.hasRole(role));
			}

			/**
			 * Users who have one of several roles.
			 * @param roles the roles, without the prefix {@code ROLE_}
			 * @return the builder
			 */
			public Builder hasAnyRole(String... roles) {
				return access(AuthorityAuthorizationManager.hasAnyRole(roles));
			}

			/**
			 * Users who have an authority.
			 * @param authority the authority
			 * @return the builder
			 */
			public Builder hasAuthority(String authority) {
				return access(AuthorityAuthorizationManager.hasAuthority(authority));
			}

			/**
			 * Users who have one of several authorities.
			 * @param authorities the authorities
			 * @return the builder
			 */
			public Builder hasAnyAuthority(String... authorities) {
				return access(AuthorityAuthorizationManager.hasAnyAuthority(authorities));
			}

			/**
			 * Users who are authenticated.
			 * @return the builder
			 */
			public Builder authenticated() {
				return access(AuthenticatedAuthorizationManager.authenticated());
			}

			/**
			 * Everybody.
			 * @return the builder
			 */
			public Builder permitAll() {
				return access((authentication, context) -> new AuthorizationDecision(true));
			}

			/**
			 * Nobody.
			 * @return the builder
			 */
			public Builder denyAll() {
				return access((authentication, context) -> new AuthorizationDecision(false));
			}

			/**
			 * Whom something else decides on.
			 * @param manager decides; called on the event loop, it must not block. To
			 * abstain is to grant
			 * @return the builder
			 */
			public Builder access(AuthorizationManager<SocketAuthorizationContext> manager) {
				this.rule.accept(manager);
				return Builder.this;
			}

		}

	}

}
