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

import java.util.List;

/**
 * A way to load a server, and what is measured meanwhile.
 */
interface Mode {

	/**
	 * Its name on the command line.
	 */
	String name();

	/**
	 * What it measures.
	 */
	List<Metric> metrics();

	/**
	 * The names of those who are measured.
	 */
	List<String> contestants();

	/**
	 * Start a contestant and warm it up.
	 * @param soFar what other modes have found
	 */
	Trial prepare(Contestant contestant, Settings settings, Results soFar) throws Exception;

	/**
	 * A contestant that is ready to be measured.
	 */
	interface Trial extends AutoCloseable {

		/**
		 * Measure a round.
		 */
		Sample measure() throws Exception;

		@Override
		default void close() throws Exception {
			// Not every trial keeps a server between rounds
		}

	}

}
