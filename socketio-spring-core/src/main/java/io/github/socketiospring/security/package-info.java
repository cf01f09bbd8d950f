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
 * Spring Security for sockets: who a socket is, by its handshake or by a token that it
 * sends, what it may do, and what handlers find of that. Nothing here is needed by an
 * application that does without Spring Security.
 */
@NullMarked
package io.github.socketiospring.security;

import org.jspecify.annotations.NullMarked;
