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

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the chat accepts. Whatever the page promises, a client can send anything: too
 * much, or nothing at all, which is null here.
 */
final class Limits {

	private static final int TEXT = 2000;

	private static final int FILE_NAME = 255;

	private static final int PICTURE_BYTES = 800_000;

	private static final Set<String> PICTURE_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

	private static final int ID = 64;

	private static final Pattern ROOM_NAME = Pattern.compile("[a-z0-9-]{1,24}");

	private Limits() {
	}

	static void checkRoomName(String name) {
		check(name != null && ROOM_NAME.matcher(name).matches(),
				"A room name has 1 to 24 small letters, digits and dashes.");
	}

	static void checkText(String text) {
		check(text != null && text.length() <= TEXT, "A text has at most " + TEXT + " characters.");
	}

	static void checkId(String id) {
		check(id != null && id.length() <= ID, "An id has at most " + ID + " characters.");
	}

	static void checkPicture(PictureController.Upload upload, byte[] data) {
		check(upload != null && data != null, "There is no picture.");
		check(data.length <= PICTURE_BYTES, "A picture has at most " + PICTURE_BYTES + " bytes.");
		check(upload.type() != null && PICTURE_TYPES.contains(upload.type()), "This is no picture that can be shown.");
		check(upload.name() != null && upload.name().length() <= FILE_NAME, "The name of the file is too long.");
		checkText(upload.caption());
	}

	private static void check(boolean fine, String refusal) {
		if (!fine) {
			throw new RefusedException(refusal);
		}
	}

}
