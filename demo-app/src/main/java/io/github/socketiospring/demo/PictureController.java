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
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * Pictures: an argument of JSON beside one of bytes, both ways. The bytes travel as a
 * binary attachment, never as base64 within JSON.
 */
@SocketIOController
@RegisterReflectionForBinding(Picture.class)
class PictureController {

	private static final String MISSING = "There is no picture.";

	private static final String UNKNOWN_TYPE = "This is no picture that can be shown.";

	private final ChatRooms rooms;

	private final Receipts receipts;

	private final Instances instances;

	PictureController(ChatRooms rooms, Receipts receipts, Instances instances) {
		this.rooms = rooms;
		this.receipts = receipts;
		this.instances = instances;
	}

	/**
	 * Show a picture in a room. The others get the event {@code picture} with the room, a
	 * {@link Picture} and the bytes.
	 */
	@OnEvent("picture")
	Receipt picture(SocketIOSocket socket, String room, @NotNull(message = MISSING) @Valid Upload upload,
			@NotNull(message = MISSING) @Size(max = 800_000,
					message = "A picture has at most {max} bytes.") byte[] data) {
		String from = Visitors.nameOf(socket);
		return this.receipts.once(from, upload.id(), (at) -> {
			Picture picture = new Picture(upload.id(), from, at, upload.details());
			this.rooms.joinedBy(socket, room).add(picture.with(data));
			this.instances.shown(room, picture);
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
	record Upload(@MessageId String id,
			@NotNull(message = "The file has no name.") @Size(max = 255,
					message = "The name of the file is too long.") String name,
			@NotNull(message = UNKNOWN_TYPE) @Pattern(regexp = "image/(png|jpeg|gif|webp)",
					message = UNKNOWN_TYPE) String type,
			@Text String caption) {

		Picture.Details details() {
			return new Picture.Details(this.name, this.type, this.caption);
		}

	}

}
