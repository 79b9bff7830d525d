package dev.oneport.adapter;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Somebody that belongs to nobody, and with whom nothing is done but what a test overrides. */
abstract class FakeRecipient implements Recipient {

  @Override
  public @Nullable String user() {
    return null;
  }

  @Override
  public void flush() {
    // Whatever is recorded is recorded when queued.
  }

  @Override
  public boolean join(Set<String> rooms) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void leave(String room) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void disconnect(boolean close) {
    throw new UnsupportedOperationException();
  }
}
