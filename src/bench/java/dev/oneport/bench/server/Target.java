package dev.oneport.bench.server;

import java.net.URI;

/** A server, running. Used by one thread. */
public interface Target extends AutoCloseable {

  /** Where it serves, with a slash at the end. */
  URI base();

  /** Processor time that its process has taken, in nanoseconds; of the operating system. */
  long cpuNanos();

  /** What it holds in memory, in bytes, once it has collected its garbage. */
  long residentBytes();

  @Override
  void close();
}
