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

package io.github.socketiospring.boot.autoconfigure;

/**
 * Two Socket.IO servers cannot be served at one path.
 */
class DuplicatePathException extends IllegalStateException {

	private final String path;

	private final String firstBean;

	private final String secondBean;

	DuplicatePathException(String path, String firstBean, String secondBean) {
		super("The SocketIOServer beans '" + firstBean + "' and '" + secondBean + "' have the same path '" + path
				+ "': give each its own");
		this.path = path;
		this.firstBean = firstBean;
		this.secondBean = secondBean;
	}

	String path() {
		return this.path;
	}

	String firstBean() {
		return this.firstBean;
	}

	String secondBean() {
		return this.secondBean;
	}

}
