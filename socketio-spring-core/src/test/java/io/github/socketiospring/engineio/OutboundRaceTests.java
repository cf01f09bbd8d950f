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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.test.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;

import static org.assertj.core.api.Assertions.assertThat;

class OutboundRaceTests {

	private static final int ROUNDS = 2_000;

	private static final int EMITTERS = 3;

	private static final int PACKETS = 3;

	@AfterEach
	void switchContextPropagationOff() {
		Hooks.disableAutomaticContextPropagation();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void losesAndDoublesNothingOfManyEmitters(boolean contextPropagation) {
		if (contextPropagation) {
			Hooks.enableAutomaticContextPropagation();
		}
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Packets packets = new Packets();
			packets.addEmitters(race);
			race.actor(packets::take);
			return () -> {
				String outcome = packets.taken.size() + " taken meanwhile";
				packets.take();
				Numbered.assertComplete(packets.taken, EMITTERS, PACKETS);
				packets.assertReleased();
				return outcome;
			};
		});
		assertThat(outcomes).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void releasesAllWhenItIsClosedMeanwhile(boolean contextPropagation) {
		if (contextPropagation) {
			Hooks.enableAutomaticContextPropagation();
		}
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Packets packets = new Packets();
			packets.addEmitters(race);
			race.actor(packets.outbound::close);
			return () -> {
				// As the signals of those that came at that moment make the session do
				packets.outbound.discard();
				packets.assertReleased();
				return "closed";
			};
		});
		assertThat(outcomes).containsOnlyKeys("closed");
	}

	@ParameterizedTest
	@EnumSource(OverflowPolicy.class)
	void releasesAllWhenTooMuchComesAtOnce(OverflowPolicy policy) {
		Race.run(ROUNDS, (race) -> {
			Packets packets = new Packets(new OutboundLimits(1_000_000, 2, policy));
			packets.addEmitters(race);
			race.actor(packets::take);
			return () -> {
				packets.take();
				packets.outbound.settle(0);
				assertThat(packets.outbound.waitingPackets()).isZero();
				assertThat(packets.outbound.waitingBytes()).isZero();
				packets.outbound.close();
				packets.assertReleased();
				return "over";
			};
		});
	}

	private static final class Packets {

		private final Outbound outbound;

		private final List<EncodedPacket> packets = new ArrayList<>();

		private final List<String> taken = new ArrayList<>();

		Packets() {
			this(OutboundLimits.DEFAULTS);
		}

		Packets(OutboundLimits limits) {
			this.outbound = new Outbound(limits, new Outbound.Owner() {

				@Override
				public void flush() {
				}

				@Override
				public long held() {
					return 0;
				}

				@Override
				public void onTaken(EncodedPacket packet) {
				}

				@Override
				public void onDropped(EngineIOCounter counter) {
				}

			});
		}

		void addEmitters(Race race) {
			for (int emitter = 0; emitter < EMITTERS; emitter++) {
				List<EncodedPacket> own = new ArrayList<>();
				for (int n = 0; n < PACKETS; n++) {
					own.add(EncodedPacket.message(emitter + ":" + n));
				}
				this.packets.addAll(own);
				boolean signals = emitter % 2 == 0;
				race.actor(() -> {
					for (EncodedPacket packet : own) {
						if (signals) {
							this.outbound.emit(packet.retain());
						}
						else {
							this.outbound.enqueue(packet.retain());
						}
					}
				});
			}
		}

		void take() {
			for (EncodedPacket packet = this.outbound.poll(); packet != null; packet = this.outbound.poll()) {
				this.taken.add(packet.toString());
				packet.release();
			}
		}

		void assertReleased() {
			for (EncodedPacket packet : this.packets) {
				assertThat(packet.refCnt()).isOne();
				packet.release();
			}
		}

	}

}
