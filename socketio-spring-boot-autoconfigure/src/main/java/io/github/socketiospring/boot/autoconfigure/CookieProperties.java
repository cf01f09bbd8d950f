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

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationUnit;
import org.springframework.boot.web.server.Cookie.SameSite;

/**
 * The cookie that clients which begin with polling get, for load balancers that keep them
 * on one instance by it.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#cookie">Socket.IO: cookie</a>
 */
public class CookieProperties {

	/**
	 * Whether clients that begin with polling get a cookie with the id of their
	 * connection, for load balancers.
	 */
	private boolean enabled;

	/**
	 * Name of the cookie, as browsers know it.
	 */
	private String name = "io";

	/**
	 * Path that browsers send the cookie to. When empty, it is that of the request.
	 */
	private String path = "/";

	/**
	 * Domain that browsers send the cookie to. When not set, it is that of the request.
	 */
	private @Nullable String domain;

	/**
	 * Whether scripts cannot read the cookie.
	 */
	private boolean httpOnly = true;

	/**
	 * Whether browsers send the cookie over encrypted connections alone.
	 */
	private boolean secure;

	/**
	 * Whether browsers send the cookie with requests of other sites.
	 */
	private SameSite sameSite = SameSite.LAX;

	/**
	 * Time that browsers keep the cookie. A bare number is seconds. When not set, they
	 * keep it until they are closed.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration maxAge;

	/**
	 * Begin with the defaults.
	 */
	public CookieProperties() {
	}

	/**
	 * Whether clients get the cookie.
	 * @return whether they get it
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether clients get the cookie, false by default.
	 * @param enabled whether they get it
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * The name of the cookie.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Set the name of the cookie, {@code io} by default.
	 * @param name the name
	 */
	public void setName(String name) {
		this.name = name;
	}

	/**
	 * The path that the cookie is sent to.
	 * @return the path, or an empty text for that of the request
	 */
	public String getPath() {
		return this.path;
	}

	/**
	 * Set the path that the cookie is sent to, {@code /} by default.
	 * @param path the path, or an empty text for that of the request
	 */
	public void setPath(String path) {
		this.path = path;
	}

	/**
	 * The domain that the cookie is sent to.
	 * @return the domain, or null for that of the request
	 */
	public @Nullable String getDomain() {
		return this.domain;
	}

	/**
	 * Set the domain that the cookie is sent to, that of the request by default.
	 * @param domain the domain
	 */
	public void setDomain(@Nullable String domain) {
		this.domain = domain;
	}

	/**
	 * Whether scripts cannot read the cookie.
	 * @return whether it is hidden from scripts
	 */
	public boolean isHttpOnly() {
		return this.httpOnly;
	}

	/**
	 * Set whether scripts cannot read the cookie, true by default.
	 * @param httpOnly whether it is hidden from scripts
	 */
	public void setHttpOnly(boolean httpOnly) {
		this.httpOnly = httpOnly;
	}

	/**
	 * Whether the cookie is sent over encrypted connections alone.
	 * @return whether it is secure
	 */
	public boolean isSecure() {
		return this.secure;
	}

	/**
	 * Set whether the cookie is sent over encrypted connections alone, false by default.
	 * @param secure whether it is secure
	 */
	public void setSecure(boolean secure) {
		this.secure = secure;
	}

	/**
	 * Whether the cookie is sent with requests of other sites.
	 * @return the mode
	 */
	public SameSite getSameSite() {
		return this.sameSite;
	}

	/**
	 * Set whether the cookie is sent with requests of other sites, {@link SameSite#LAX}
	 * by default.
	 * @param sameSite the mode
	 */
	public void setSameSite(SameSite sameSite) {
		this.sameSite = sameSite;
	}

	/**
	 * The time that the cookie is kept.
	 * @return the time, or null to keep it until the browser is closed
	 */
	public @Nullable Duration getMaxAge() {
		return this.maxAge;
	}

	/**
	 * Set the time that the cookie is kept, until the browser is closed by default.
	 * @param maxAge the time
	 */
	public void setMaxAge(@Nullable Duration maxAge) {
		this.maxAge = maxAge;
	}

}
