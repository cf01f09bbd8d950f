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

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChatRoomTests {

	private final ChatRoom room = new ChatRoom();

	@Test
	void keepsLastPostsOldestFirst() {
		List<Message> messages = IntStream.range(0, 60).mapToObj((i) -> message("m" + i)).toList();
		messages.forEach(this.room::add);
		assertThat(this.room.history()).hasSize(50).isEqualTo(messages.subList(10, 60));
	}

	@Test
	void keepsBytesOfLastPicturesOnly() {
		for (int i = 0; i < 7; i++) {
			this.room.add(picture("p" + i));
			this.room.add(message("m" + i));
		}
		List<Picture.WithData> pictures = this.room.history()
			.stream()
			.filter(Picture.WithData.class::isInstance)
			.map(Picture.WithData.class::cast)
			.toList();
		assertThat(pictures).extracting(Picture.WithData::id).containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6");
		assertThat(pictures).filteredOn((picture) -> picture.data() == null)
			.extracting(Picture.WithData::id)
			.containsExactly("p0", "p1");
	}

	private static Message message(String id) {
		return new Message(id, "Ada", 1, "Hello");
	}

	private static Picture.WithData picture(String id) {
		return new Picture(id, "Ada", 1, new Picture.Details("a.png", "image/png", "")).with(new byte[] { 1 });
	}

}
