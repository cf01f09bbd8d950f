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

import java.util.List;

import io.github.socketiospring.engineio.PerMessageDeflate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeflateAgreementTests {

	private static final PerMessageDeflate IN_CONTEXT = new PerMessageDeflate(1024, false, false);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					permessage-deflate                                                   | permessage-deflate
					permessage-deflate; client_max_window_bits                           | permessage-deflate
					permessage-deflate; client_max_window_bits=10                        | permessage-deflate
					Permessage-Deflate ; Server_No_Context_Takeover                      | permessage-deflate; server_no_context_takeover
					permessage-deflate; client_no_context_takeover                       | permessage-deflate; client_no_context_takeover
					permessage-deflate; server_max_window_bits=15                        | permessage-deflate; server_max_window_bits=15
					permessage-deflate; server_max_window_bits="15"                      | permessage-deflate; server_max_window_bits=15
					permessage-deflate; server_max_window_bits=10, permessage-deflate    | permessage-deflate
					x-webkit-deflate-frame, permessage-deflate;client_max_window_bits    | permessage-deflate
					""")
	void agreesOnTheFirstOfferThatItCanKeep(String offer, String response) {
		assertThat(DeflateAgreement.find(List.of(offer), IN_CONTEXT).response()).isEqualTo(response);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x-webkit-deflate-frame", "permessage-deflate; server_max_window_bits=14",
			"permessage-deflate; server_max_window_bits", "permessage-deflate; client_max_window_bits=16",
			"permessage-deflate; client_max_window_bits=7", "permessage-deflate; client_max_window_bits=015",
			"permessage-deflate; server_no_context_takeover=1", "permessage-deflate; unknown",
			"permessage-deflate; client_no_context_takeover; client_no_context_takeover", "permessage-deflate; =",
			"permessage-deflate;", ";", ",", "permessage-deflate; server_max_window_bits=99999999999" })
	void agreesOnNothingElse(String offer) {
		assertThat(DeflateAgreement.find(List.of(offer), IN_CONTEXT)).isNull();
	}

	@Test
	void readsSeveralHeaders() {
		assertThat(DeflateAgreement.find(List.of("unknown", "permessage-deflate"), IN_CONTEXT)).isNotNull();
		assertThat(DeflateAgreement.find(List.of(), IN_CONTEXT)).isNull();
	}

	@Test
	void wantsMessagesByThemselvesByDefault() {
		assertThat(DeflateAgreement.find(List.of("permessage-deflate"), PerMessageDeflate.DEFAULTS))
			.isEqualTo(new DeflateAgreement(false, false,
					"permessage-deflate; server_no_context_takeover; client_no_context_takeover"));
	}

	@Test
	void takesContextsOverWhereBothSidesDo() {
		assertThat(DeflateAgreement.find(List.of("permessage-deflate"), IN_CONTEXT))
			.isEqualTo(new DeflateAgreement(true, true, "permessage-deflate"));
		DeflateAgreement refused = DeflateAgreement
			.find(List.of("permessage-deflate; server_no_context_takeover; client_no_context_takeover"), IN_CONTEXT);
		assertThat(refused.serverContextTakeover()).isFalse();
		assertThat(refused.clientContextTakeover()).isFalse();
	}

}
