package dev.oneport.bench.load;

import java.net.InetSocketAddress;

/**
 * Where clients connect.
 *
 * @param loop theirs
 * @param address of the server
 * @param base path of the application, with a slash at its end
 */
public record Site(Loop loop, InetSocketAddress address, String base) {}
