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

package io.github.socketiospring.benchmarks;

/**
 * A row of the table.
 *
 * @param name its name in the results
 * @param title its name for readers
 * @param unit what its figures count
 */
record Metric(String name, String title, String unit) {

	private static final String A_SECOND = " a second";

	/**
	 * What a server gets done.
	 * @param things what is counted
	 */
	static Metric rate(String name, String title, String things) {
		return new Metric(name, title, things + A_SECOND);
	}

	boolean isRate() {
		return this.unit.endsWith(A_SECOND);
	}

}
