package io.github.socketiospring;

import java.util.List;

/**
 * The acknowledgements of a broadcast.
 *
 * @param <T> the type of an answer
 * @param responses the answers, in the order in which they came
 * @param missing how many sockets got the event and did not answer: because they left, or
 * because the time-out came first
 * @param timedOut whether the time-out ended the wait
 */
public record BroadcastAcks<T>(List<T> responses, int missing, boolean timedOut) {

	/**
	 * Create the result.
	 * @param responses the answers
	 * @param missing how many did not answer
	 * @param timedOut whether the time-out ended the wait
	 */
	public BroadcastAcks {
		responses = java.util.Collections.unmodifiableList(responses);
	}

}
