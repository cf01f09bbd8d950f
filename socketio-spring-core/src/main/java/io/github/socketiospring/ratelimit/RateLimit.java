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

package io.github.socketiospring.ratelimit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.RateLimitPolicy;

/**
 * Limits how fast the events of one socket may come to a method of a controller that is
 * annotated with {@code @OnEvent} or {@code @OnUnhandledEvent}. On a controller it is one
 * limit for all its methods of these kinds together, but for those that have their own.
 *
 * <pre class="code">
 * &#64;OnEvent("search")
 * &#64;RateLimit(eventsPerSecond = 2, burst = 5)
 * Mono&lt;List&lt;Hit&gt;&gt; search(String words) { ... }
 * </pre>
 *
 * @see EventRateLimit
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RateLimit {

	/**
	 * How many events a second may come in the long run.
	 * @return a positive number; 0.1 is one in ten seconds
	 */
	double eventsPerSecond();

	/**
	 * How many may come at once.
	 * @return a positive number; by default what may come in a second, and one at least
	 */
	int burst() default 0;

	/**
	 * What becomes of further ones.
	 * @return the policy
	 */
	RateLimitPolicy policy() default RateLimitPolicy.DROP;

}
