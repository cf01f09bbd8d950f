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

/**
 * A chat, to learn the library from. Begin with {@link ChatController}: the other
 * controllers are of the same kind.
 *
 * <p>
 * What the web page ({@code frontend} in the sources) and the server say to each other is
 * described at the controllers and records of this package. The page sends events to the
 * namespace {@code /} alone. Each acknowledgement has {@code ok}, true or false, but for
 * that of {@code latency}, which has no arguments.
 *
 * <p>
 * What is emitted is named in
 * {@link org.springframework.aot.hint.annotation.RegisterReflectionForBinding @RegisterReflectionForBinding},
 * for a native image: it can be seen from the methods what they take and return, but not
 * what they emit.
 */
@NullMarked
package io.github.socketiospring.demo;

import org.jspecify.annotations.NullMarked;
