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

package io.github.socketiospring.annotation.support;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.github.socketiospring.Ack;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.Handshake;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Auth;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.Payload;
import io.github.socketiospring.annotation.SocketIOController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EventArgumentTests {

	private final ControllerTester tester = ControllerTester.of(Controller.class, UserIdResolver.class,
			LaterUserIdResolver.class);

	@AfterEach
	void close() {
		this.tester.close();
	}

	@Test
	void payloadParametersTakeArgumentsInTheirOrder() throws Throwable {
		assertThat(this.tester.send("in order", "a", 2, Map.of("x", 1, "y", 2))).containsExactly("a 2 Point[x=1, y=2]");
	}

	@Test
	void payloadTypesKeepTheirGenericsAndAreBoxedAndUnwrapped() {
		assertThat(this.tester.handler("types").payloadTypes())
			.containsExactly(new ParameterizedTypeReference<List<Point>>() {
			}.getType(), Integer.class, Point.class, OptionalInt.class);
	}

	@Test
	void payloadTypesAreTheSameArrayEachTime() {
		assertThat(this.tester.handler("types").payloadTypes()).isSameAs(this.tester.handler("types").payloadTypes());
	}

	@Test
	void missingArgumentsAreNullOrEmpty() throws Throwable {
		assertThat(this.tester.send("missing")).containsExactly("null Optional.empty OptionalInt.empty null");
	}

	@Test
	void nullIsAsMissing() throws Throwable {
		assertThat(this.tester.send("missing", null, null, null, null))
			.containsExactly("null Optional.empty OptionalInt.empty null");
	}

	@Test
	void optionalHoldsTheArgument() throws Throwable {
		assertThat(this.tester.send("missing", "a", Map.of("x", 1, "y", 2), 3, List.of("b")))
			.containsExactly("a Optional[Point[x=1, y=2]] OptionalInt[3] [b]");
	}

	@Test
	void missingPrimitiveIsABindingError() {
		assertThatExceptionOfType(PayloadBindingException.class).isThrownBy(() -> this.tester.send("primitive", "a"))
			.withMessageContaining("Argument 1 is missing or null")
			.satisfies((ex) -> assertThat(ex.getIndex()).isOne());
	}

	@Test
	void extraArgumentsAreIgnored() throws Throwable {
		assertThat(this.tester.send("primitive", "a", 1, "ignored")).containsExactly("a 1");
	}

	@Test
	void payloadAnnotationMarksPosition() throws Throwable {
		assertThat(this.tester.handler("positions").payloadTypes()).containsExactly(Object.class, Object.class,
				String.class, Integer.class);
		assertThat(this.tester.send("positions", "a", "b", "c", 4)).containsExactly("c 4");
	}

	@Test
	void payloadAnnotationAdmitsTypesThatAreRefusedOtherwise() throws Throwable {
		assertThat(this.tester.handler("admitted").payloadTypes()).containsExactly(Principal.class);
	}

	@Test
	void objectVarargsTakeTheRestAsPlainValues() throws Throwable {
		assertThat(this.tester.send("rest", "a", 1, null, Map.of("x", 1))).containsExactly("a [1, null, {x=1}]");
		assertThat(this.tester.send("rest", "a")).containsExactly("a []");
		assertThat(this.tester.send("rest")).containsExactly("null []");
	}

	@Test
	void typedVarargsTakeTheRestAsThatType() throws Throwable {
		assertThat(this.tester.send("typed rest", Map.of("x", 1, "y", 2), Map.of("x", 3, "y", 4)))
			.containsExactly("[Point[x=1, y=2], Point[x=3, y=4]]");
		assertThat(this.tester.send("primitive rest", 1, 2)).containsExactly(3);
	}

	@Test
	void nullForPrimitiveVarargsIsABindingError() {
		assertThatExceptionOfType(PayloadBindingException.class)
			.isThrownBy(() -> this.tester.send("primitive rest", 1, null))
			.satisfies((ex) -> assertThat(ex.getIndex()).isOne());
	}

	@Test
	void argumentsTakeAllAndNoPosition() throws Throwable {
		assertThat(this.tester.handler("all").payloadTypes()).containsExactly(String.class, Arguments.class);
		assertThat(this.tester.send("all", "a", "b")).containsExactly("[a, b] a");
		assertThat(this.tester.send("all")).containsExactly("[] null");
	}

	@Test
	void binaryTypesAndTreesArePayload() throws Throwable {
		assertThat(this.tester.handler("binary").payloadTypes()).containsExactly(byte[].class, ByteBuffer.class,
				DataBuffer.class, JsonNode.class);
		DataBuffer buffer = DefaultDataBufferFactory.sharedInstance.wrap(new byte[3]);
		assertThat(this.tester.send("binary", new byte[1], ByteBuffer.allocate(2), buffer, Map.of("a", 1)))
			.containsExactly("1 2 3 {\"a\":1}");
	}

	@Test
	void byteVarargsAreOneAttachment() throws Throwable {
		assertThat(this.tester.send("bytes", (Object) new byte[5])).containsExactly(5);
	}

	@Test
	void socketAndWhatItLeadsToAreResolvedByType() throws Throwable {
		SocketIOSocket socket = this.tester.socket();
		assertThat(this.tester.send("by type"))
			.containsExactly(List.of(socket, socket.namespace(), this.tester.server(), socket.handshake()));
	}

	@Test
	void ackIsTheOneOfTheEvent() throws Throwable {
		assertThat(this.tester.handle("ack", "a")).isNull();
		assertThat(this.tester.ack().sent()).singleElement()
			.satisfies((args) -> assertThat(args.values()).containsExactly("a"));
	}

	@Test
	void principalIsThatOfTheHandshake() throws Throwable {
		assertThat(this.tester.send("principal")).containsExactly("null Optional.empty null");
		this.tester.handshake(new User("anna"), Map.of());
		assertThat(this.tester.send("principal"))
			.containsExactly("User[getName=anna] Optional[User[getName=anna]] User[getName=anna]");
	}

	@Test
	void principalOfAnotherTypeIsAClearError() {
		this.tester.handshake(() -> "anna", Map.of());
		assertThatIllegalStateException().isThrownBy(() -> this.tester.send("principal"))
			.withMessageContaining("The principal is a ")
			.withMessageContaining("Parameter 2 of type " + User.class.getName());
	}

	@Test
	void authIsRead() throws Throwable {
		this.tester.handshake(null, Map.of("token", "t", "count", 5, "x", 1, "y", 2));
		assertThat(this.tester.send("auth")).containsExactly("t 5 Point[x=1, y=2] Optional[t]");
	}

	@Test
	void missingAuthFailsAnEventAsABindingError() {
		assertThatExceptionOfType(PayloadBindingException.class).isThrownBy(() -> this.tester.send("auth"))
			.withMessage("Missing auth property 'token'");
	}

	@Test
	void resolversOfTheApplicationAreAskedFirstAndInTheirOrder() throws Throwable {
		assertThat(this.tester.send("custom", "a")).containsExactly("first UserId[value=7] a");
	}

	@Test
	void valueOfAnotherTypeFromAResolverIsAClearError() {
		assertThatIllegalStateException().isThrownBy(() -> this.tester.send("wrong custom"))
			.withMessageContaining("#wrongCustom(Point) cannot be called with arguments of the types ")
			.withMessageContaining("UserId");
	}

	record Point(int x, int y) {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Marked {

	}

	record UserId(String value) {

	}

	record User(String getName) implements Principal {

	}

	@SocketIOController
	static class Controller {

		@OnEvent("in order")
		String inOrder(String a, SocketIOSocket socket, int b, Point c) {
			return a + " " + b + " " + c;
		}

		@OnEvent("types")
		void types(List<Point> points, int count, Optional<Point> point, OptionalInt number) {
		}

		@OnEvent("missing")
		String missing(String a, Optional<Point> b, OptionalInt c, List<String> d) {
			return a + " " + b + " " + c + " " + d;
		}

		@OnEvent("primitive")
		String primitive(String a, int b) {
			return a + " " + b;
		}

		@OnEvent("positions")
		String positions(@Payload(2) String a, int b) {
			return a + " " + b;
		}

		@OnEvent("admitted")
		void admitted(@Payload Principal principal) {
		}

		@OnEvent("rest")
		String rest(String a, Object... rest) {
			return a + " " + Arrays.toString(rest);
		}

		@OnEvent("typed rest")
		String typedRest(Point... rest) {
			return Arrays.toString(rest);
		}

		@OnEvent("primitive rest")
		int primitiveRest(int... rest) {
			return Arrays.stream(rest).sum();
		}

		@OnEvent("all")
		String all(Arguments all, String a) {
			return all.asList() + " " + a;
		}

		@OnEvent("binary")
		String binary(byte[] a, ByteBuffer b, DataBuffer c, JsonNode d) {
			return a.length + " " + b.remaining() + " " + c.readableByteCount() + " " + d;
		}

		@OnEvent("bytes")
		int bytes(byte... bytes) {
			return bytes.length;
		}

		@OnEvent("by type")
		List<Object> byType(SocketIOSocket socket, SocketIONamespace namespace, SocketIOServer server,
				Handshake handshake) {
			return List.of(socket, namespace, server, handshake);
		}

		@OnEvent("ack")
		void ack(String a, Ack<String> ack) {
			ack.send(a);
		}

		@OnEvent("principal")
		String principal(Principal principal, Optional<Principal> optional, User user) {
			return principal + " " + optional + " " + user;
		}

		@OnEvent("auth")
		String auth(@Auth("token") String token, @Auth("count") long count, @Auth Point point,
				@Auth("token") Optional<String> optional) {
			return token + " " + count + " " + point + " " + optional;
		}

		@OnEvent("custom")
		String custom(UserId user, String a) {
			return "first " + user + " " + a;
		}

		@OnEvent("wrong custom")
		void wrongCustom(@Marked Point point) {
		}

	}

	@Order(1)
	static class UserIdResolver implements HandlerMethodArgumentResolver {

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			return parameter.getParameterType() == UserId.class || parameter.hasParameterAnnotation(Marked.class);
		}

		@Override
		public Object resolveArgument(MethodParameter parameter, SocketIOSocket socket) {
			return new UserId("7");
		}

	}

	@Order(2)
	static class LaterUserIdResolver extends UserIdResolver {

		@Override
		public Object resolveArgument(MethodParameter parameter, SocketIOSocket socket) {
			return new UserId("later");
		}

	}

}
