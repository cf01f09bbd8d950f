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

import reactor.util.context.Context;

/**
 * Told how a client's request to join a namespace ends: one of the methods is called,
 * once. Implementations neither block nor throw.
 *
 * @see NamespaceObserver#onConnect
 */
public interface ConnectObserver {

	/**
	 * Add to the context that the guard, middlewares and connect handlers are subscribed
	 * to with.
	 * @param context the context
	 * @return that context, or another one
	 */
	default Context contextWrite(Context context) {
		return context;
	}

	/**
	 * The socket was let in.
	 */
	void onAccepted();

	/**
	 * The socket was refused.
	 * @param error by what
	 * @param intended whether the application decided so; false if it failed
	 */
	void onRefused(Throwable error, boolean intended);

	/**
	 * The socket left before that was decided.
	 * @param reason why
	 */
	void onLeft(DisconnectReason reason);

}
