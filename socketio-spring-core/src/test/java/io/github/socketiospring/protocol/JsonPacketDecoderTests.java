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

package io.github.socketiospring.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Messages without their Engine.IO type: what PROTOCOL.md writes as {@code 42["a"]} is
 * {@code 2["a"]} here. Its cases are given in brackets.
 */
class JsonPacketDecoderTests {

	private static final int MAX_ATTACHMENTS = 10;

	private final JsonPacketDecoder decoder = new JsonPacketDecoder(MAX_ATTACHMENTS);

	@ParameterizedTest
	@CsvSource(delimiter = '!', quoteCharacter = '^', value = {
			// Connect [88, 89, 90, 91, 92]
			"0 ! CONNECT ! / ! -1 ! ^^", "0{\"token\":\"x\"} ! CONNECT ! / ! -1 ! {\"token\":\"x\"}",
			"0/admin, ! CONNECT ! /admin ! -1 ! ^^", "0/admin ! CONNECT ! /admin ! -1 ! ^^",
			"0/admin,{} ! CONNECT ! /admin ! -1 ! {}", "0/admin?token=1, ! CONNECT ! /admin?token=1 ! -1 ! ^^",
			"0/, ! CONNECT ! / ! -1 ! ^^", "0/ ! CONNECT ! / ! -1 ! ^^", "05 ! CONNECT ! / ! 5 ! ^^",
			"0admin, ! CONNECT ! / ! -1 ! admin,",
			// Disconnect [97, 98]
			"1 ! DISCONNECT ! / ! -1 ! ^^", "1/admin, ! DISCONNECT ! /admin ! -1 ! ^^",
			"1{} ! DISCONNECT ! / ! -1 ! {}",
			// Events [92, 100, 104, 105, 116]
			"2 ! EVENT ! / ! -1 ! ^^", "212 ! EVENT ! / ! 12 ! ^^", "2[\"a\"] ! EVENT ! / ! -1 ! [\"a\"]",
			"2/,[\"a\"] ! EVENT ! / ! -1 ! [\"a\"]", "20[\"a\"] ! EVENT ! / ! 0 ! [\"a\"]",
			"2007[\"a\"] ! EVENT ! / ! 7 ! [\"a\"]",
			"2999999999999999999[\"a\"] ! EVENT ! / ! 999999999999999999 ! [\"a\"]",
			"2/admin,7[\"a\",\"b,c\"] ! EVENT ! /admin ! 7 ! [\"a\",\"b,c\"]",
			"2-1[\"a\"] ! EVENT ! / ! -1 ! -1[\"a\"]", "2abc[] ! EVENT ! / ! -1 ! abc[]",
			"2/admin[\"a\"] ! EVENT ! /admin[\"a\"] ! -1 ! ^^",
			"2/a?b=c d€😀,[\"a\"] ! EVENT ! /a?b=c d€😀 ! -1 ! [\"a\"]", "2/a/b,1 ! EVENT ! /a/b ! 1 ! ^^",
			// Acknowledgements [106]
			"399[\"x\"] ! ACK ! / ! 99 ! [\"x\"]", "3[\"x\"] ! ACK ! / ! -1 ! [\"x\"]",
			"3/admin,1[] ! ACK ! /admin ! 1 ! []", "31{} ! ACK ! / ! 1 ! {}",
			// For the connection to refuse [107]
			"4{\"message\":\"x\"} ! CONNECT_ERROR ! / ! -1 ! {\"message\":\"x\"}" })
	void readsTheHeader(String message, PacketType type, String namespace, long id, String payload) {
		ByteBuf text = text(message);
		IncomingPacket packet = Objects.requireNonNull(this.decoder.decode(text));
		assertThat(packet.type()).isEqualTo(type);
		assertThat(packet.namespace()).isEqualTo(namespace);
		assertThat(packet.id()).isEqualTo(id);
		assertThat(packet.payload().toString(StandardCharsets.UTF_8)).isEqualTo(payload);
		assertThat(packet.attachments()).isEmpty();
		assertThat(text.readableBytes()).isEqualTo(message.getBytes(StandardCharsets.UTF_8).length);
		assertThat(text.refCnt()).isEqualTo(1);
	}

	// [107]
	@ParameterizedTest
	@ValueSource(strings = { "", "7", "9", "abc", "/", " 2[\"a\"]", "-", "\0", "é" })
	void refusesUnknownTypes(String message) {
		assertInvalid(message);
	}

	// [108, 109]
	@ParameterizedTest
	@ValueSource(strings = { "5", "51", "5a-", "5-", "5-1-", "51.23-", "50-[\"a\"]", "500-[\"a\"]", "5+1-", "51e0-",
			"50x1-", "51 -", "5 1-", "5[\"a\"]", "5/admin,1-[\"a\"]", "6", "61", "6-", "60-[]" })
	void refusesIllegalNumbersOfAttachments(String message) {
		assertInvalid(message);
	}

	// [110]
	@ParameterizedTest
	@ValueSource(strings = { "511-[\"a\"]", "6100-[]", "52147483648-[]", "54294967297-[]", "518446744073709551617-[]",
			"599999999999999999999999999999999999999-[]" })
	void refusesTooManyAttachments(String message) {
		assertThatExceptionOfType(InvalidPacketException.class).isThrownBy(() -> this.decoder.decode(text(message)))
			.withMessage("too many attachments");
	}

	@Test
	void acceptsAsManyAttachmentsAsAllowed() {
		assertThat(this.decoder.decode(text(("5" + MAX_ATTACHMENTS) + "-[\"a\"]"))).isNull();
		for (int i = 1; i < MAX_ATTACHMENTS; i++) {
			assertThat(this.decoder.decodeBinary(binary(i))).isNull();
		}
		IncomingPacket packet = Objects.requireNonNull(this.decoder.decodeBinary(binary(MAX_ATTACHMENTS)));
		assertThat(packet.attachments()).hasSize(MAX_ATTACHMENTS).last().isEqualTo(new byte[] { MAX_ATTACHMENTS });
	}

	@Test
	void takesNoMemoryForAttachmentsThatDidNotCome() {
		JsonPacketDecoder unlimited = new JsonPacketDecoder(Integer.MAX_VALUE);
		assertThat(unlimited.decode(text("52147483647-[\"a\"]"))).isNull();
		assertThat(unlimited.decodeBinary(binary(1))).isNull();
		assertThatExceptionOfType(InvalidPacketException.class)
			.isThrownBy(() -> new JsonPacketDecoder(Integer.MAX_VALUE).decode(text("52147483648-[\"a\"]")));
	}

	@Test
	void allowsNoAttachmentsAtAll() {
		assertThatExceptionOfType(InvalidPacketException.class)
			.isThrownBy(() -> new JsonPacketDecoder(0).decode(text("51-[\"a\"]")))
			.withMessage("too many attachments");
	}

	// [104]
	@ParameterizedTest
	@ValueSource(strings = { "21000000000000000000[\"a\"]", "29999999999999999999999[\"a\"]", "39223372036854775808[]",
			"20000000000000000000000007[\"a\"]" })
	void refusesIdsThatOverflow(String message) {
		assertInvalid(message);
	}

	// [115]
	@Test
	void collectsTheAttachmentsOfABinaryPacket() {
		assertThat(this.decoder.decode(text("52-/admin,7[\"a\",{}]"))).isNull();
		assertThat(this.decoder.decodeBinary(binary(1, 2))).isNull();
		IncomingPacket packet = Objects.requireNonNull(this.decoder.decodeBinary(binary()));
		assertThat(packet.type()).isEqualTo(PacketType.BINARY_EVENT);
		assertThat(packet.namespace()).isEqualTo("/admin");
		assertThat(packet.id()).isEqualTo(7);
		assertThat(packet.payload().toString(StandardCharsets.UTF_8)).isEqualTo("[\"a\",{}]");
		assertThat(packet.attachments()).containsExactly(new byte[] { 1, 2 }, new byte[0]);
	}

	@Test
	void collectsTheAttachmentsOfAnAcknowledgement() {
		assertThat(this.decoder.decode(text("61-12[]"))).isNull();
		IncomingPacket packet = Objects.requireNonNull(this.decoder.decodeBinary(binary(1)));
		assertThat(packet.type()).isEqualTo(PacketType.BINARY_ACK);
		assertThat(packet.id()).isEqualTo(12);
	}

	@Test
	void decodesFurtherPacketsAfterABinaryOne() {
		this.decoder.decode(text("51-[\"a\"]"));
		this.decoder.decodeBinary(binary(1));
		assertThat(this.decoder.decode(text("2[\"b\"]"))).isNotNull();
		this.decoder.decode(text("51-[\"c\"]"));
		IncomingPacket packet = Objects.requireNonNull(this.decoder.decodeBinary(binary(2)));
		assertThat(packet.attachments()).containsExactly(new byte[] { 2 });
	}

	@Test
	void keepsCopiesWhileAttachmentsAreMissing() {
		ByteBuf header = text("52-[\"a\"]");
		ByteBuf attachment = binary(1);
		this.decoder.decode(header);
		this.decoder.decodeBinary(attachment);
		header.setZero(0, header.capacity());
		attachment.setZero(0, attachment.capacity());
		IncomingPacket packet = Objects.requireNonNull(this.decoder.decodeBinary(binary(2)));
		assertThat(packet.payload().toString(StandardCharsets.UTF_8)).isEqualTo("[\"a\"]");
		assertThat(packet.attachments()).containsExactly(new byte[] { 1 }, new byte[] { 2 });
		assertThat(header.refCnt()).isEqualTo(1);
		assertThat(attachment.refCnt()).isEqualTo(1);
	}

	// [95, 117]
	@ParameterizedTest
	@ValueSource(strings = { "2[\"b\"]", "2/admin,[\"b\"]", "51-[\"b\"]", "1", "" })
	void refusesTextInPlaceOfAnAttachment(String message) {
		this.decoder.decode(text("51-[\"a\"]"));
		assertInvalid(message);
	}

	// [96]
	@Test
	void refusesBinaryWithoutHeader() {
		assertThatExceptionOfType(InvalidPacketException.class).isThrownBy(() -> this.decoder.decodeBinary(binary(1)));
		this.decoder.decode(text("51-[\"a\"]"));
		this.decoder.decodeBinary(binary(1));
		assertThatExceptionOfType(InvalidPacketException.class).isThrownBy(() -> this.decoder.decodeBinary(binary(1)));
	}

	@Test
	void readsFromWhereverTheMessageBegins() {
		ByteBuf text = text("xx2/admin,7[]xx");
		text.setIndex(2, text.writerIndex() - 2);
		IncomingPacket packet = Objects.requireNonNull(this.decoder.decode(text));
		assertThat(packet.namespace()).isEqualTo("/admin");
		assertThat(packet.payload().toString(StandardCharsets.UTF_8)).isEqualTo("[]");
		// A comma behind the message is none of its namespace
		ByteBuf open = text("0/admin,");
		open.writerIndex(open.writerIndex() - 1);
		assertThat(Objects.requireNonNull(this.decoder.decode(open)).namespace()).isEqualTo("/admin");
	}

	@Test
	void invalidPacketsHaveNoStackTrace() {
		assertThatExceptionOfType(InvalidPacketException.class).isThrownBy(() -> this.decoder.decode(text("x")))
			.satisfies((ex) -> assertThat(ex.getStackTrace()).isEmpty());
	}

	private void assertInvalid(String message) {
		assertThatExceptionOfType(InvalidPacketException.class).isThrownBy(() -> this.decoder.decode(text(message)));
	}

	private static ByteBuf text(String message) {
		return Unpooled.copiedBuffer(message, StandardCharsets.UTF_8);
	}

	private static ByteBuf binary(int... values) {
		ByteBuf buffer = Unpooled.buffer();
		for (int value : values) {
			buffer.writeByte(value);
		}
		return buffer;
	}

}
