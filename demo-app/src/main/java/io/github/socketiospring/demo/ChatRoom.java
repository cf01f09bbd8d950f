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

import java.util.ArrayList;
import java.util.List;

/**
 * What was said in a room lately: the last 50 posts, with the bytes of the last 5
 * pictures.
 */
class ChatRoom {

	private static final int POSTS = 50;

	private static final int PICTURES = 5;

	private final List<Post> posts = new ArrayList<>();

	synchronized void add(Post post) {
		this.posts.add(post);
		if (this.posts.size() > POSTS) {
			this.posts.remove(0);
		}
		dropOldPictures();
	}

	private void dropOldPictures() {
		int pictures = 0;
		for (int i = this.posts.size() - 1; i >= 0; i--) {
			if (this.posts.get(i) instanceof Picture.WithData picture && ++pictures > PICTURES) {
				this.posts.set(i, picture.withoutData());
			}
		}
	}

	/**
	 * The posts, oldest first.
	 */
	synchronized List<Post> history() {
		return List.copyOf(this.posts);
	}

}
