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

package io.github.socketiospring.webflux.servlet;

import java.io.EOFException;
import java.io.IOException;

import io.github.socketiospring.engineio.EngineIOOptions;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import io.github.socketiospring.engineio.transport.WebSocketReceiver;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import org.apache.tomcat.websocket.WsSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link TomcatConnection}.
 */
class TomcatConnectionTests {

	private final RemoteEndpoint.Async remote = mock();

	private final WsSession session = mock();

	private final WebSocketReceiver receiver = mock();

	private TomcatConnection connection;

	@BeforeEach
	void open() {
		EngineIOServer engine = mock();
		given(engine.options()).willReturn(mock(EngineIOOptions.class));
		given(engine.open(any(), any())).willReturn(this.receiver);
		given(this.session.getAsyncRemote()).willReturn(this.remote);
		this.connection = new TomcatConnection(engine, mock(WebSocketUpgrade.class));
		this.connection.endpoint().onOpen(this.session, mock());
	}

	private void sendAndFail(IOException error) {
		this.connection.send(new ServletConnection.Message(true, new byte[] { '6' }));
		ArgumentCaptor<SendHandler> handler = ArgumentCaptor.captor();
		verify(this.remote).sendText(eq("6"), handler.capture());
		handler.getValue().onResult(new SendResult(this.session, error));
	}

	@Test
	void disconnectsWhenAMessageCannotBeSent() {
		sendAndFail(new IOException("Broken pipe"));
		verify(this.session).doClose(any(), any(), eq(true));
		verify(this.receiver).onClose(null);
	}

	@Test
	void leavesTheCloseToTomcatWhenThatGivesUpAMessage() {
		sendAndFail(new EOFException());
		verify(this.session, never()).doClose(any(), any(), anyBoolean());
	}

}
