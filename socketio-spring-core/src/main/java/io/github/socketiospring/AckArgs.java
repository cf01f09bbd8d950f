package io.github.socketiospring;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of an acknowledgement where there are several or none: a handler returns
 * it, or gives it to {@link Ack#sendArgs(AckArgs)}.
 */
public final class AckArgs {

	private static final AckArgs NONE = new AckArgs(new Object[0]);

	private final @Nullable Object[] values;

	private AckArgs(@Nullable Object[] values) {
		this.values = values;
	}

	/**
	 * An acknowledgement without arguments.
	 * @return the one instance
	 */
	public static AckArgs none() {
		return NONE;
	}

	/**
	 * An acknowledgement with the given arguments, in their order.
	 * @param values the arguments, each of which may be null
	 * @return the arguments as one value
	 */
	public static AckArgs of(@Nullable Object... values) {
		return new AckArgs(values.clone());
	}

	/**
	 * The arguments in their order.
	 * @return a copy
	 */
	public @Nullable Object[] values() {
		return this.values.clone();
	}

}
