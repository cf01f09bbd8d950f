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

package io.github.socketiospring;

import java.security.Principal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Who a socket is, once its namespace has found that out.
 *
 * @param principal the principal, or null for nobody in particular
 * @param context the Reactor context of the socket's handlers
 * @param expiresAt when the socket has to leave unless it is identified anew; null for
 * never
 * @see SocketIOSocket#identify(SocketIdentity)
 */
public record SocketIdentity(@Nullable Principal principal, ContextView context, @Nullable Instant expiresAt) {
}
