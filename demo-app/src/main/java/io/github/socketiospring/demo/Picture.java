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

package io.github.socketiospring.demo;

import org.jspecify.annotations.Nullable;

/**
 * A picture that somebody showed in a room.
 *
 * @param id chosen by the sender
 * @param from the name of the sender
 * @param at when it was accepted, in milliseconds since 1970
 * @param picture what is known of it
 */
record Picture(String id, String from, long at, Details picture) {

	WithData with(byte[] data) {
		return new WithData(this.id, this.from, this.at, this.picture, data);
	}

	WithData withoutData() {
		return new WithData(this.id, this.from, this.at, this.picture, null);
	}

	/**
	 * What the sender tells about a picture.
	 *
	 * @param name the name of the file
	 * @param type the media type
	 * @param caption may be empty
	 */
	record Details(String name, String type, String caption) {

	}

	/**
	 * A picture in the history. Bytes become a binary attachment at any depth, here
	 * within an object in a list.
	 *
	 * @param id as of {@link Picture}
	 * @param from as of {@link Picture}
	 * @param at as of {@link Picture}
	 * @param picture as of {@link Picture}
	 * @param data the bytes; null if they were too old to be kept
	 */
	record WithData(String id, String from, long at, Details picture, byte @Nullable [] data) implements Post {

		WithData withoutData() {
			return new WithData(this.id, this.from, this.at, this.picture, null);
		}

	}

}
