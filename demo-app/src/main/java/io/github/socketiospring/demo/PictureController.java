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

import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;

/**
 * Pictures: an argument of JSON beside one of bytes, both ways. The bytes travel as a
 * binary attachment, never as base64 within JSON.
 */
@SocketIOController
class PictureController {

	private final ChatRooms rooms;

	private final Receipts receipts;

	PictureController(ChatRooms rooms, Receipts receipts) {
		this.rooms = rooms;
		this.receipts = receipts;
	}

	/**
	 * Show a picture in a room. The others get the event {@code picture} with the room, a
	 * {@link Picture} and the bytes.
	 */
	@OnEvent("picture")
	Receipt picture(SocketIOSocket socket, String room, Upload upload, byte[] data) {
		Limits.checkPicture(upload, data);
		String from = Visitors.nameOf(socket);
		return this.receipts.once(from, upload.id(), (at) -> {
			Picture picture = new Picture(upload.id(), from, at, upload.details());
			this.rooms.joinedBy(socket, room).add(picture.with(data));
			socket.to(Address.room(room)).emit("picture", room, picture, data);
		});
	}

	/**
	 * What the page says about the bytes.
	 *
	 * @param id chosen by the page, see {@link Receipts}
	 * @param name the name of the file
	 * @param type the media type
	 * @param caption may be empty
	 */
	record Upload(String id, String name, String type, String caption) {

		Picture.Details details() {
			return new Picture.Details(this.name, this.type, this.caption);
		}

	}

}
