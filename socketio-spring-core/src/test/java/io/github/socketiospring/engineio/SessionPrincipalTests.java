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

package io.github.socketiospring.engineio;

import java.security.Principal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session belongs to the principal that opened it.
 */
class SessionPrincipalTests {

	private static final String UNKNOWN = "{\"code\":1,\"message\":\"Session ID unknown\"}";

	private static final Principal ANN = () -> "ann";

	private static final Principal BOB = () -> "bob";

	private final TestEngine engine = new TestEngine();

	private String open(Principal principal) {
		PollingClient.Exchange open = new PollingClient.Exchange(this.engine.server(),
				FakeRequest.get("transport=polling").principal(principal));
		return "transport=polling&sid=" + open.body().replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
	}

	private PollingClient.Exchange send(FakeRequest request, Principal principal) {
		return new PollingClient.Exchange(this.engine.server(), request.principal(principal));
	}

	private void assertUnknown(PollingClient.Exchange exchange) {
		assertThat(exchange.status()).isEqualTo(400);
		assertThat(exchange.body()).isEqualTo(UNKNOWN);
	}

	private EngineIOResponse upgrade(String query, Principal principal) {
		return this.engine.server()
			.upgrade(FakeRequest.get(query.replace("polling", "websocket")).principal(principal))
			.block()
			.refusal();
	}

	@Test
	void ownerMayUseIt() {
		String session = open(ANN);
		assertThat(send(FakeRequest.post(session, "4hello"), () -> "ann").status()).isEqualTo(200);
		assertThat(this.engine.session().events()).containsExactly("hello");
		assertThat(upgrade(session, ANN)).isNull();
	}

	@Test
	void isUnknownToOthersAndNoneTheWorse() {
		String session = open(ANN);
		for (Principal other : new Principal[] { BOB, null }) {
			assertUnknown(send(FakeRequest.post(session, "4hello"), other));
			assertUnknown(send(FakeRequest.get(session), other));
			assertThat(upgrade(session, other).status()).isEqualTo(400);
		}
		assertThat(this.engine.session().events()).isEmpty();
		assertThat(this.engine.server().count(EngineIOCounter.OTHER_PRINCIPAL)).isEqualTo(6);
		assertThat(this.engine.server().count(EngineIOCounter.SESSION_ID_UNKNOWN)).isZero();
		assertThat(send(FakeRequest.post(session, "4hello"), ANN).status()).isEqualTo(200);
	}

	@Test
	void thatOfNobodyIsUnknownToUsers() {
		String session = open(null);
		assertUnknown(send(FakeRequest.post(session, "4hello"), ANN));
		assertThat(send(FakeRequest.post(session, "4hello"), null).status()).isEqualTo(200);
	}

}
