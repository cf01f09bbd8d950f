package io.github.socketiospring.protocol;

/**
 * An argument of a well-formed packet cannot be read as the wanted type.
 */
public class BindingException extends RuntimeException {

	private final int index;

	BindingException(int index, RuntimeException cause) {
		super(cause.getMessage(), cause);
		this.index = index;
	}

	/**
	 * The position of the argument.
	 * @return counted from 0
	 */
	public int index() {
		return this.index;
	}

}
