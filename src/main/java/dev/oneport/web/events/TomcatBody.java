package dev.oneport.web.events;

import dev.oneport.adapter.PlainText;
import dev.oneport.engineio.SendCallback;
import dev.oneport.web.tomcat.TomcatStream;
import java.util.List;

/**
 * The body of an answer on Tomcat.
 *
 * @param stream its bytes
 */
record TomcatBody(TomcatStream stream) implements StreamBody {
  @Override
  public void write(List<PlainText> batch, SendCallback done) {
    stream.write(batch, PlainText::bytes, done);
  }

  @Override
  public void end() {
    stream.end();
  }
}
