package dev.oneport.web.events;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Tells an answer's stream that the container has ended the request. */
record RequestEnd(ResponseStream stream) implements AsyncListener {

  @Override
  public void onComplete(AsyncEvent event) {
    stream.onRequestOver();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    stream.onRequestBroken(event.getThrowable());
  }

  @Override
  public void onError(AsyncEvent event) {
    stream.onRequestBroken(event.getThrowable());
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // It is started once.
  }
}
