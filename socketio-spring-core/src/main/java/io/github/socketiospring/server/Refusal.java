package io.github.socketiospring.server;

import io.github.socketiospring.ConnectionRefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;

/**
 * What a client is told about why its socket was refused.
 */
record Refusal(String message, @Nullable Object data, boolean expected) {

	private static final boolean SECURITY = ClassUtils
		.isPresent("org.springframework.security.access.AccessDeniedException", Refusal.class.getClassLoader());

	static Refusal of(Throwable error) {
		if (error instanceof ConnectionRefusedException refused) {
			return new Refusal(String.valueOf(refused.getMessage()), refused.getData(), true);
		}
		if (error instanceof ErrorResponse response) {
			String detail = response.getBody().getDetail();
			String title = response.getBody().getTitle();
			return new Refusal((detail != null) ? detail : (title != null) ? title : "Refused", null, true);
		}
		if (SECURITY && AccessDenied.is(error)) {
			return new Refusal(String.valueOf(error.getMessage()), null, true);
		}
		return new Refusal("Internal error", null, false);
	}

	/** Loaded only where Spring Security is there. */
	private static final class AccessDenied {

		static boolean is(Throwable error) {
			return error instanceof org.springframework.security.access.AccessDeniedException;
		}

	}

}
