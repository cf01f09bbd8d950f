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

package io.github.socketiospring.server;

import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.RateLimitPolicy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenBucketTests {

	private static TokenBucket bucket(double eventsPerSecond, int burst) {
		return new TokenBucket(new EventRateLimit(eventsPerSecond, burst, RateLimitPolicy.DROP), 1000);
	}

	private static int takeAll(TokenBucket bucket, long now) {
		int taken = 0;
		while (bucket.take(now)) {
			taken++;
		}
		return taken;
	}

	@Test
	void hasABurstAtFirst() {
		assertThat(takeAll(bucket(5, 20), 1000)).isEqualTo(20);
	}

	@Test
	void isFilledAtTheRate() {
		TokenBucket bucket = bucket(5, 20);
		takeAll(bucket, 1000);
		assertThat(bucket.take(1199)).isFalse();
		assertThat(bucket.take(1200)).isTrue();
		assertThat(bucket.take(1200)).isFalse();
		assertThat(takeAll(bucket, 2200)).isEqualTo(5);
	}

	@Test
	void isNeverFilledAboveTheBurst() {
		TokenBucket bucket = bucket(5, 20);
		takeAll(bucket, 1000);
		assertThat(takeAll(bucket, 1_000_000)).isEqualTo(20);
		assertThat(takeAll(bucket, Long.MAX_VALUE / 2)).isEqualTo(20);
	}

	@Test
	void givesOneTokenInSeveralSeconds() {
		TokenBucket bucket = bucket(0.1, 1);
		assertThat(bucket.take(1000)).isTrue();
		assertThat(bucket.take(10_999)).isFalse();
		assertThat(bucket.take(11_000)).isTrue();
	}

	@Test
	void refusalsDoNotKeepItEmpty() {
		TokenBucket bucket = bucket(10, 1);
		int taken = 0;
		for (long now = 1000; now < 11_000; now++) {
			taken += bucket.take(now) ? 1 : 0;
		}
		assertThat(taken).isEqualTo(100);
	}

	@Test
	void burstIsWhatMayComeInASecondIfNothingElseIsSaid() {
		assertThat(EventRateLimit.of(2.5, RateLimitPolicy.WARN).burst()).isEqualTo(3);
		assertThat(EventRateLimit.of(0.1, RateLimitPolicy.WARN).burst()).isOne();
		assertThat(EventRateLimit.of(100, RateLimitPolicy.WARN).burst()).isEqualTo(100);
	}

	@Test
	void limitsArePositive() {
		for (double rate : new double[] { 0, -1, Double.NaN, Double.POSITIVE_INFINITY }) {
			assertThatIllegalArgumentException().isThrownBy(() -> new EventRateLimit(rate, 1, RateLimitPolicy.DROP))
				.withMessageContaining("eventsPerSecond");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> new EventRateLimit(1, 0, RateLimitPolicy.DROP))
			.withMessageContaining("burst");
	}

}
