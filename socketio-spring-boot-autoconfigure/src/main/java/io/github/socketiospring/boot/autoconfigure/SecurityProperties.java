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

/**
 * Spring Security for sockets.
 */
public class SecurityProperties {

	/**
	 * Whether Spring Security's protection against CSRF is skipped for the endpoint, to
	 * which no other origin has access anyway. Clients cannot send its tokens.
	 */
	private boolean skipCsrf = true;

	/**
	 * Property of the auth object that holds a token, if there is a ReactiveJwtDecoder,
	 * or a JwtDecoder in a servlet application.
	 */
	private String tokenProperty = "token";

	/**
	 * Name of the event by which clients renew what they were authenticated by.
	 */
	private String renewalEvent = "authenticate";

	/**
	 * Begin with the defaults.
	 */
	public SecurityProperties() {
	}

	/**
	 * Whether Spring Security's protection against CSRF is skipped for the endpoint.
	 * @return whether it is skipped
	 */
	public boolean isSkipCsrf() {
		return this.skipCsrf;
	}

	/**
	 * Set whether Spring Security's protection against CSRF is skipped for the endpoint,
	 * true by default.
	 * @param skipCsrf whether it is skipped
	 */
	public void setSkipCsrf(boolean skipCsrf) {
		this.skipCsrf = skipCsrf;
	}

	/**
	 * The property of the auth object that holds a token.
	 * @return its name
	 */
	public String getTokenProperty() {
		return this.tokenProperty;
	}

	/**
	 * Set the property of the auth object that holds a token, {@code token} by default.
	 * @param tokenProperty its name
	 */
	public void setTokenProperty(String tokenProperty) {
		this.tokenProperty = tokenProperty;
	}

	/**
	 * The name of the event by which clients renew what they were authenticated by.
	 * @return the name
	 */
	public String getRenewalEvent() {
		return this.renewalEvent;
	}

	/**
	 * Set the name of the event by which clients renew what they were authenticated by,
	 * {@code authenticate} by default.
	 * @param renewalEvent the name
	 */
	public void setRenewalEvent(String renewalEvent) {
		this.renewalEvent = renewalEvent;
	}

}
