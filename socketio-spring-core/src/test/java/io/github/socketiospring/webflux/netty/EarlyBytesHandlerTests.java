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

package io.github.socketiospring.webflux.netty;

import java.nio.charset.StandardCharsets;

import io.github.socketiospring.engineio.EchoListener;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.engineio.EngineIOServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EarlyBytesHandlerTests {

	private final EngineIOServer engine = EngineIOServer.builder().build(EchoListener::new);

	private final EmbeddedChannel channel = new EmbeddedChannel(new EarlyBytesHandler(this.engine));

	@Test
	void closesTheConnectionAndCountsThat() {
		ByteBuf bytes = Unpooled.copiedBuffer("early", StandardCharsets.US_ASCII);
		this.channel.writeInbound(bytes);
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(bytes.refCnt()).isZero();
		assertThat(this.engine.count(EngineIOCounter.EARLY_BYTES)).isOne();
		this.engine.close().block();
	}

	@Test
	void letsEverythingElsePass() {
		Object message = new Object();
		assertThat(this.channel.writeInbound(message)).isTrue();
		assertThat(this.channel.<Object>readInbound()).isSameAs(message);
		assertThat(this.engine.count(EngineIOCounter.EARLY_BYTES)).isZero();
		this.engine.close().block();
	}

}
