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

import java.time.Duration;

import io.github.socketiospring.benchmarks.load.Generator;

/**
 * How long things take.
 *
 * @param generator the load generator
 * @param rounds how often each contestant is measured
 * @param warmUp how long it is loaded before it is looked whether it is still becoming
 * faster
 * @param round how long it is measured in each round
 */
record Settings(Generator generator, int rounds, Duration warmUp, Duration round) {

}
