package io.github.socketiospring.adapter;

/**
 * Creates the adapter of each namespace of a server.
 */
@FunctionalInterface
public interface AdapterFactory {

	/**
	 * Create an adapter.
	 * @param namespace the name of the namespace
	 * @return the adapter
	 */
	Adapter create(String namespace);

}
