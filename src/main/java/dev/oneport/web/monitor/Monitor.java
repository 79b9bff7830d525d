package dev.oneport.web.monitor;

/** One of those that an application is shown to, as long as it runs. */
public interface Monitor extends AutoCloseable {

  /** It is shown no more. Never fails. */
  @Override
  void close();
}
