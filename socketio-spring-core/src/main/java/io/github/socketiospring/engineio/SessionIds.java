package io.github.socketiospring.engineio;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes ids that nobody can guess.
 */
public final class SessionIds {

	private static final int BYTES = 15;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Make an id.
	 * @return 20 URL-safe characters
	 */
	public String next() {
		byte[] bytes = new byte[BYTES];
		this.random.nextBytes(bytes);
		return Base64.getUrlEncoder().encodeToString(bytes);
	}

}
