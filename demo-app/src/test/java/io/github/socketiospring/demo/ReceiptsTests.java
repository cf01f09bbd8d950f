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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReceiptsTests {

	private final Receipts receipts = new Receipts();

	private final List<Long> deliveries = new ArrayList<>();

	@Test
	void deliversOnceAndGivesSameReceiptAgain() {
		Receipt receipt = this.receipts.once("Ada", "1", this.deliveries::add);
		assertThat(receipt.ok()).isTrue();
		assertThat(this.deliveries).containsExactly(receipt.at());
		assertThat(this.receipts.once("Ada", "1", this.deliveries::add)).isSameAs(receipt);
		assertThat(this.deliveries).hasSize(1);
	}

	@Test
	void tellsIdsOfUsersApart() {
		this.receipts.once("Ada", "1", this.deliveries::add);
		this.receipts.once("Grace", "1", this.deliveries::add);
		assertThat(this.deliveries).hasSize(2);
	}

	@Test
	void forgetsWhatWasRefused() {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> this.receipts.once("Ada", "1", (at) -> {
			throw new RefusedException("Grace is not online.");
		}));
		this.receipts.once("Ada", "1", this.deliveries::add);
		assertThat(this.deliveries).hasSize(1);
	}

	@Test
	void remembersLastThousand() {
		for (int i = 0; i <= 1000; i++) {
			this.receipts.once("Ada", "id " + i, this.deliveries::add);
		}
		this.receipts.once("Ada", "id 1", this.deliveries::add);
		assertThat(this.deliveries).hasSize(1001);
		this.receipts.once("Ada", "id 0", this.deliveries::add);
		assertThat(this.deliveries).hasSize(1002);
	}

	@Test
	void countsDeliveriesSinceAskedLast() {
		this.receipts.once("Ada", "1", this.deliveries::add);
		this.receipts.once("Ada", "1", this.deliveries::add);
		this.receipts.once("Ada", "2", this.deliveries::add);
		assertThat(this.receipts.takeCount()).isEqualTo(2);
		assertThat(this.receipts.takeCount()).isZero();
	}

}
