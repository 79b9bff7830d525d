package dev.oneport.web.tomcat;

import java.io.IOException;
import java.util.concurrent.locks.Lock;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Any connection of Tomcat, by its own code for it: encrypted ones, for example. Its lock is
 * Tomcat's for the connection, under which Tomcat closes it, and gives the objects of a closed one
 * to the next.
 */
final class WrapperWire implements Wire {
  private final SocketWrapperBase<?> wrapper;
  private final Lock lock;

  WrapperWire(SocketWrapperBase<?> wrapper) {
    this.wrapper = wrapper;
    this.lock = SocketLock.of(wrapper);
  }

  @Override
  public Lock lock() {
    return lock;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    try {
      wrapper.write(false, bytes, 0, bytes.length);
    } catch (IllegalStateException closedMeanwhile) {
      throw new IOException(closedMeanwhile);
    }
  }

  @Override
  public boolean flush() throws IOException {
    try {
      if (!wrapper.flush(false)) {
        return true;
      }
      wrapper.registerWriteInterest();
      return false;
    } catch (IllegalStateException closedMeanwhile) {
      throw new IOException(closedMeanwhile);
    }
  }

  @Override
  public void disconnect() {
    wrapper.processSocket(SocketEvent.DISCONNECT, true);
  }
}
