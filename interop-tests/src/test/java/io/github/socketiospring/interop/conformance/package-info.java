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
 * Black-box conformance tests: each case of {@code PROTOCOL.md} that can be seen from
 * outside, over plain sockets, against any server that
 * {@link io.github.socketiospring.interop.conformance.ServerUnderTest} describes. They
 * were written from that page alone, without a look at the server, and checked against
 * the reference server (socket.io 4.8.3): there all of them pass but those where that
 * page deviates on purpose. A test names its cases with
 * {@link io.github.socketiospring.interop.conformance.Case @Case}.
 *
 * <h2>Cases of the sections A to H and M without a test here</h2>
 * <ul>
 * <li>79, 141, 142, 146, 147, 177 and {@code disconnecting} of 136: the features come
 * later</li>
 * <li>83 and what other cases say about protocol version 3</li>
 * <li>63, write failures: the reason of a write that fails depends on when the operating
 * system tells about the reset</li>
 * <li>77: a client knows the session's id from the handshake's response only, so from
 * outside it cannot come before it</li>
 * <li>87: timers cannot be seen</li>
 * <li>110, the total of bytes held: the page names no limit; 117, the state of the
 * decoder after a close, cannot be seen</li>
 * <li>149: what is retained cannot be seen</li>
 * </ul>
 */
package io.github.socketiospring.interop.conformance;
